/**
 * Steps of different replicas commute: a step changes the state and the log of its own replica, and adds to the soup; it
 * needs that replica's state, and that certain messages have been sent. So from a state s the steps u and t of two
 * replicas lead to the same state in either order, and a breadth-first search need not look that state up both times.
 *
 * Say x was first reached from s, by a step u of place q. A step t of a place p > q that could be taken in s already
 * need not be followed from x: what it leads to is found at its right depth without that.
 *
 * Claim: whenever a step w can be taken in y, y.w is found at most one step deeper than y. By induction on the depth of
 * y, then on the place of w. If w is followed from y, there is nothing to show. If not, y = s.u as above, with s one step
 * less deep and w possible in s. By the claim for s and w, s.w is found no deeper than y. If w changes nothing in s, it
 * changes nothing in y, whose soup has more. Otherwise u, of a lower place than w, can be taken in s.w, for its replica
 * is where it was and the soup only grew, and leads to y.w: the claim for s.w and u. So depths are those of the whole
 * graph, whatever was left out.
 *
 * It needs that nothing is taken out of the soup, that what monitors remember does not depend on the order (logs do not:
 * each is one replica's), that no step is everybody's at once, and that all states of a depth are expanded before the next.
 */
import type { Packing } from "./packing.ts";

/** The one place at which two rows differ; how many places there are if they differ nowhere, or at several. */
export function movedPlace({ words, placeOfBit, mask, shift }: Packing, from: Int32Array, to: Int32Array): number {
  const none = mask.length;
  let moved = none;
  for (let word = 0; word < words; word++) {
    const differs = (from[word] as number) ^ (to[word] as number);
    if (differs === 0) continue;
    const place = placeOfBit[32 * word + 31 - Math.clz32(differs)] as number;
    if (moved !== none || (differs & ~((mask[place] as number) << (shift[place] as number))) !== 0) return none;
    moved = place;
  }
  return moved;
}
