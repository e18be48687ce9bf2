/** Known runs as behaviours of the system: everything that happens in one can be stepped through, and left at any step. */
import { play } from "../checker/play.ts";
import type { PlayEvent } from "../checker/play-event.ts";
import type { Action } from "../model/action.ts";
import type { Json } from "../model/canonical.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Configuration, Forgery, Protocol, Setting } from "../model/protocol.ts";
import { createSystem, type System } from "../model/system.ts";
import { type Setup, setupOf } from "./setup.ts";

/** A message that a script had a Byzantine node say. */
interface Told {
  readonly from: ReplicaId;
  readonly to: ReplicaId;
  readonly message: Body;
}

/**
 * The system of a setup. Where a scenario is played, the Byzantine nodes can say all that its script has them say as well:
 * in a script they run the honest reducers, and those say things that no liar would gain by.
 */
export function systemOf(setup: Setup): System {
  const { protocol, configuration } = setup;
  if (setup.scenario === null) return createSystem(protocol, configuration);
  const told = eventsOf(setup).flatMap((event): readonly Told[] =>
    event.kind === "received" && configuration.byzantine.includes(event.from) ? [event] : [],
  );
  return createSystem(withMore(protocol, told), configuration);
}

const withMore = (protocol: Protocol, told: readonly Told[]): Protocol => ({
  ...protocol,
  *forge(id: ReplicaId, setting: Setting): Iterable<Forgery> {
    yield* protocol.forge?.(id, setting) ?? [];
    for (const { from, to, message } of told) if (from === id) yield { to, body: message };
  },
});

/**
 * The setup of a scenario: who lies and when timers fire are as it says, or as usual for the protocol.
 *
 * @param sizes how many nodes and faulty ones there are and the bounds, where the scenario does not say; the variant
 * @throws ConfigurationError where that makes no sense together
 */
export function scenarioSetup(protocol: Protocol, name: string, sizes: Partial<Configuration> = {}): Setup {
  const { under = {} } = protocol.scenarios?.[name] ?? {};
  const { nodes, faulty, variant = null } = sizes;
  const parameters = { ...sizes.parameters, ...under.parameters };
  return setupOf(protocol, { nodes, faulty, ...under, parameters }, variant, name);
}

/** What the honest nodes do in a scenario, in order; nothing where the setup is of none. */
export function scenarioActions(setup: Setup): readonly Action[] {
  const isHonest = (id: ReplicaId): boolean => !setup.configuration.byzantine.includes(id);
  return eventsOf(setup).flatMap((event): readonly Action[] => {
    switch (event.kind) {
      case "received": {
        const { from, to, message } = event;
        if (!isHonest(to)) return [];
        return [{ kind: "deliver", from, to, message, byzantine: !isHonest(from), ...chosen(event) }];
      }
      case "step":
        return isHonest(event.replica)
          ? [{ kind: "step", replica: event.replica, name: event.name, ...chosen(event) }]
          : [];
      case "timeout":
        return isHonest(event.replica) ? [{ kind: "timeout", replica: event.replica, ...chosen(event) }] : [];
      case "round-end":
        return [{ kind: "round-end" }];
      default:
        return [];
    }
  });
}

/** An action tells its choices only where there were any. */
const chosen = ({ choices }: { readonly choices: readonly Json[] }) => (choices.length > 0 ? { choices } : {});

const eventsOf = ({ protocol, configuration, scenario }: Setup): readonly PlayEvent[] =>
  scenario === null ? [] : [...play(protocol, configuration, { scenario: protocol.scenarios?.[scenario] })];
