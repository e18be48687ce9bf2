/** Replays a trace file on the reference system, step by step, and believes nothing that it claims. */
import { selectProperties } from "../checker/options.ts";
import type { Trace } from "../checker/outcome.ts";
import { findingIn } from "../checker/stuck.ts";
import { InternalError, replay } from "../checker/trace.ts";
import { type Action, actionWords } from "../model/action.ts";
import { canonical } from "../model/canonical.ts";
import { ConfigurationError, configure } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import type { Finding, Property } from "../model/property.ts";
import type { Protocol } from "../model/protocol.ts";
import { createSystem, type System } from "../model/system.ts";
import type { Recording } from "./trace-file.ts";

/**
 * Replays a recording.
 *
 * @param file its name, for the error messages
 * @throws ConfigurationError if it is of another protocol, or the protocol has no such configuration or property
 * @throws InternalError if a step is not enabled, or the end is not what the file claims
 */
export function replayFile(
  { protocol: recorded, configuration, property: name, actions, final }: Recording,
  protocol: Protocol,
  file: string,
): { readonly trace: Trace; readonly finding: Finding } {
  if (recorded !== protocol.name) {
    throw new ConfigurationError(
      `${file} is a trace of ${recorded}, and not of ${protocol.name}; replay it with the protocol that it is of`,
    );
  }
  const { variant, ...change } = configuration;
  const system = createSystem(protocol, configure(protocol, change, variant));
  const [property] = selectProperties(protocol.name, system.properties, [name]) as readonly [Property];
  const trace = replayed(system, actions, file);
  const finding = findingIn(system, property, trace.final);
  const what = property.kind === "sometimes" ? "reached" : "violated";
  if (!finding) throw new InternalError(`${file}: every step is enabled, but ${name} is not ${what} at the end`);
  if (canonical(trace.final) !== canonical(final)) {
    throw new InternalError(`${file}: every step is enabled, but the end is another state than the file says`);
  }
  return { trace, finding };
}

function replayed(system: System, actions: readonly Action[], file: string): Trace {
  try {
    return replay(system, actions);
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== "not-enabled") throw error;
    const { index, enabled } = firstNotEnabled(system, actions);
    const action = actions[index];
    throw new InternalError(
      `${file}: step ${index + 1} is not enabled: ${action ? actionWords(action) : ""}\nEnabled there:\n${enabled.map((one) => `  ${one}`).join("\n")}`,
    );
  }
}

/** How many enabled actions an error message names. */
const NAMED = 8;

function firstNotEnabled(system: System, actions: readonly Action[]): { index: number; enabled: readonly string[] } {
  let state = system.initial;
  for (const [index, action] of actions.entries()) {
    const transitions = system.transitions(state);
    const taken = transitions.find((one) => canonical(one.action) === canonical(action));
    if (!taken) {
      const words = transitions.map((one) => actionWords(one.action));
      const more = words.length - NAMED;
      return { index, enabled: [...words.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])] };
    }
    state = taken.next;
  }
  return { index: actions.length, enabled: [] };
}
