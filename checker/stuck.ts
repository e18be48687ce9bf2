/** What a state shows of a property, on the reference system: for `recoverable`, that nothing leads on from it. */
import { judge } from "../model/judge.ts";
import type { Finding, Property } from "../model/property.ts";
import type { GlobalState } from "../model/state.ts";
import type { System } from "../model/system.ts";
import { Recovery } from "./recovery.ts";
import { silentSteps } from "./reference.ts";
import { nodes, waitsIn } from "./waits.ts";

/** How many states behind a stuck one are looked at again before its trace is shown. */
const CONFIRMED = 10_000;

/**
 * What a property finds in a state: as `judge`, but for `recoverable` a state from which what it looks for cannot be
 * reached any more, with what everybody waits for there. The reference system is asked, as far as `most` states behind this one.
 *
 * @returns null where nothing is found
 * @throws ModelError "throws" if the property's own code does
 */
export function findingIn(
  system: System,
  property: Property,
  state: GlobalState,
  most: number = CONFIRMED,
): Finding | null {
  if (property.kind !== "recoverable") return judge(property, state, system.setting);
  const { parts, setting } = system;
  const holds = (row: Int32Array): boolean => judge(property, parts.state(row), setting) !== null;
  const recovery = new Recovery(silentSteps(system), holds, { maxStates: most });
  return recovery.from(Int32Array.from(parts.row(state))) === true ? null : stuck(system, property, state);
}

function stuck(system: System, property: Property, state: GlobalState): Finding {
  const { byzantine, honest } = system.setting;
  const silence =
    byzantine.length === 0 ? "" : `if ${nodes(byzantine)} ${byzantine.length === 1 ? "says" : "say"} nothing more, `;
  const waits = waitsIn(system, property, state);
  return { says: `${silence}there is no way on${waits === null ? "" : `: ${waits}`}`, replicas: honest };
}
