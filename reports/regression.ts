/** What a regression test written from a trace asks: does it still happen? */
import { findingIn } from "../checker/stuck.ts";
import { replay } from "../checker/trace.ts";
import type { Action } from "../model/action.ts";
import { configure } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import type { Body } from "../model/message.ts";
import type { ConfigurationChange, Parameters, Protocol } from "../model/protocol.ts";
import { createSystem } from "../model/system.ts";

/** A trace, and what its end showed when it was found. */
export interface Recorded {
  readonly configuration: ConfigurationChange;
  readonly variant?: string | null;
  readonly property: string;
  readonly actions: readonly Action[];
}

/**
 * Replays a recorded trace on a protocol as it is now.
 *
 * @returns what the property finds at the end, in one sentence; null if an action is no longer enabled or the property
 *   finds nothing there
 * @throws ModelError "misuse" if the recording no longer speaks of this protocol: a property or a kind of message that
 *   it does not have. A renamed thing must not look like a repaired one.
 * @throws ConfigurationError if the configuration no longer makes sense
 */
export function recurs<R, B extends Body, P extends Parameters, Rules>(
  protocol: Protocol<R, B, P, Rules>,
  { configuration, variant = null, property: name, actions }: Recorded,
): string | null {
  const system = createSystem(
    protocol as unknown as Protocol,
    configure(protocol as unknown as Protocol, configuration, variant),
  );
  const property = system.properties.find((one) => one.name === name);
  if (!property) throw stale(protocol.name, `property "${name}"`);
  const kinds: readonly string[] = protocol.kinds;
  for (const action of actions) {
    if (action.kind === "deliver" && !kinds.includes(action.message.kind)) {
      throw stale(protocol.name, `message kind "${action.message.kind}"`);
    }
    if (action.kind === "step" && !Object.hasOwn(protocol.spontaneous ?? {}, action.name)) {
      throw stale(protocol.name, `step "${action.name}"`);
    }
  }
  try {
    return findingIn(system, property, replay(system, actions).final)?.says ?? null;
  } catch (error) {
    if (error instanceof ModelError && error.kind === "not-enabled") return null;
    throw error;
  }
}

const stale = (protocol: string, missing: string): ModelError =>
  new ModelError(
    "misuse",
    `this recording is out of date: ${protocol} no longer has a ${missing}. Check the protocol again; delete the recording, or write it anew.`,
  );
