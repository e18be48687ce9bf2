/** Which sequence number (the paper's n) the messages of a slot carry. */
import type { Slot, View } from "./messages.ts";

/** The part of a replica that says where it is. */
export interface Place {
  readonly slot: Slot;
  readonly view: View;
  /** Only in the variant `own-sequence`: the slot in which it entered its view. */
  readonly viewStart?: Slot;
}

export interface Numbering {
  /** The place of a replica that goes from one place to a slot and view. */
  go(from: Place, slot: Slot, view: View): Place;
  /** The numbers that a replica in this slot and view can be at. */
  possible(slot: Slot, view: View): readonly number[];
}

/** The number that a replica is at: the slots since `viewStart`, all of them if it keeps none. */
export const numberOf = ({ slot, viewStart = 0 }: Place): number => slot - viewStart;

/** Everybody counts slots from the first one on. */
export const bySlot: Numbering = {
  go: (_from, slot, view) => ({ slot, view }),
  possible: (slot) => [slot],
};

/** The seed's `seq_no`: each replica counts what it has appended since it entered its view; in a view none is skipped. */
export const sinceViewStart: Numbering = {
  go: (from, slot, view) => ({ slot, view, viewStart: view === from.view ? (from.viewStart ?? 0) : slot }),
  // View 0 begins with slot 0; `view` slots were skipped before any other, and some more may have been appended.
  possible: (slot, view) => (view === 0 ? [slot] : Array.from({ length: slot - view + 1 }, (_, number) => number)),
};
