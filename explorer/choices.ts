/** What can happen in a state, each with a short name that no other has there, and who does it. */
import type { Action } from "../model/action.ts";
import { canonical } from "../model/canonical.ts";
import type { ReplicaId } from "../model/message.ts";
import type { GlobalState } from "../model/state.ts";
import type { System } from "../model/system.ts";
import { actorsOf } from "../reports/space-time/actors.ts";

/** Something that can happen, and the state that it leads to. */
export interface Choice {
  /** Depends on what happens, and not on how many other things can happen: links consist of these. */
  readonly code: string;
  readonly action: Action;
  readonly next: GlobalState;
}

/**
 * Everything that can happen in a state, in the order of the system's transitions.
 *
 * @param digest a short text for a long one; two texts may have the same
 */
export function choicesIn(
  system: System,
  state: GlobalState,
  digest: (text: string) => string = fnv,
): readonly Choice[] {
  const taken = new Map<string, number>();
  return system.transitions(state).map(({ action, next }) => {
    const short = digest(canonical(action));
    const before = taken.get(short) ?? 0;
    taken.set(short, before + 1);
    return { code: before === 0 ? short : `${short}-${before}`, action, next };
  });
}

/** FNV-1a with 32 bits over the code units of a text (Fowler, Noll and Vo), in letters and digits. */
function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** What one replica can do; null for what all do together. */
export interface ReplicaChoices<C extends Choice = Choice> {
  readonly replica: ReplicaId | null;
  /** Messages of honest replicas that it can take, timeouts and steps of its own. */
  readonly honest: readonly C[];
  /** What it can be told by Byzantine nodes, each by itself. */
  readonly lies: readonly { readonly from: ReplicaId; readonly choices: readonly C[] }[];
}

/** Who does an action; null for all together. */
const actorOf = (action: Action): ReplicaId | null => actorsOf(action, [])[0] ?? null;

/** Choices by replica, in the order of the ids; what all do together comes last. Replicas that can do nothing are left out. */
export function byReplica<C extends Choice>(choices: readonly C[]): readonly ReplicaChoices<C>[] {
  const groups = [...grouped(choices, ({ action }) => actorOf(action))];
  return groups
    .sort(([one], [other]) => (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY))
    .map(([replica, all]) => ({
      replica,
      honest: all.filter((choice) => liarOf(choice) === null),
      lies: [...grouped(all, liarOf)].flatMap(([from, some]) => (from === null ? [] : [{ from, choices: some }])),
    }));
}

/** Which Byzantine node speaks in a choice; null for none. */
const liarOf = ({ action }: Choice): ReplicaId | null =>
  action.kind === "deliver" && action.byzantine ? action.from : null;

function grouped<C extends Choice, K>(choices: readonly C[], keyOf: (choice: C) => K): ReadonlyMap<K, readonly C[]> {
  const groups = new Map<K, C[]>();
  for (const choice of choices) {
    const key = keyOf(choice);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(choice);
  }
  return groups;
}
