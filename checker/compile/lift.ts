/** From a way through the reduced space back to actions of the reference system. */
import type { Action } from "../../model/action.ts";
import { actionOf } from "../../model/machine.ts";
import { addToSoup } from "../../model/soup.ts";
import type { GlobalState } from "../../model/state.ts";
import type { System } from "../../model/system.ts";
import { InternalError } from "../trace.ts";
import type { Assembly } from "./assembly.ts";
import type { Cue } from "./inputs.ts";
import type { ReplicaTable } from "./replica-table.ts";
import type { Tables } from "./tables.ts";

/**
 * The actions of a way. A path of a quotient is a path of the machine itself, with the same inputs; which of several
 * choices was made shows in the output and in the class of the successor.
 */
export function lift(
  system: System,
  { setting, alphabet, replicas }: Tables,
  { space, machines }: Assembly,
  found: readonly Int32Array[],
): readonly Action[] {
  const { honest, byzantine } = setting;
  const way = space.concrete?.(found) ?? found;
  const actions: Action[] = [];
  let global = system.initial;
  const act = (action: Action): void => {
    actions.push(action);
    global = system.next(global, action);
  };
  for (const [index, row] of way.slice(1).entries()) {
    for (const move of space.movesBetween(way[index] as Int32Array, row)) {
      if ("roundEnd" in move) {
        for (let idle = idleDelivery(system, global); idle; idle = idleDelivery(system, global)) act(idle);
        act({ kind: "round-end" });
        continue;
      }
      const id = honest[move.place] as number;
      const table = replicas[move.place] as ReplicaTable;
      const source = table.find(global.replicas[id]);
      const edge = table
        .on(source, move.cue)
        .find((one) => one.output === move.output && machines[move.place]?.stateOf[one.target] === move.target);
      if (!edge) throw new InternalError("a step of the reduced space is no step of the replica's table");
      const { sends, executions } = alphabet.output(edge.output);
      const soup = addToSoup(
        global.soup,
        sends.map((message) => alphabet.message(message)),
      );
      // After the silent steps of a macro-step the visible one may send again what was sent, and no more: not enabled.
      if (edge.target === source && executions.length === 0 && soup === global.soup) continue;
      const { input, lie } = table.cues[move.cue] as Cue;
      const action = actionOf(input, id, lie !== null && byzantine.includes(lie.envelope.from));
      act(edge.choices.length > 0 && action.kind !== "round-end" ? { ...action, choices: edge.choices } : action);
    }
  }
  return actions;
}

/** A delivery between honest replicas that makes no difference to the reduced space, but keeps the round from ending. */
const idleDelivery = (system: System, state: GlobalState): Action | undefined =>
  system.actions(state).find((action) => action.kind === "deliver" && !action.byzantine);
