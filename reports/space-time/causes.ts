/** Which moments a moment depended on: what happened before it, in Lamport's sense. */
import type { Picture } from "./picture.ts";

/**
 * The moments that happened before one: earlier ones at the same replica, those that sent what it took, and theirs in turn.
 * A lie depends on what it has to show, and on nothing else: a Byzantine replica may say it at any time.
 *
 * @param step the moment asked about, which is not among them
 * @returns their steps; 0 is the start
 */
export function causalPast({ moments }: Pick<Picture, "moments">, step: number): ReadonlySet<number> {
  const past = new Set<number>();
  const open = [...(moments[step]?.causes ?? [])];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (past.has(one)) continue;
    past.add(one);
    open.push(...(moments[one]?.causes ?? []));
  }
  return past;
}
