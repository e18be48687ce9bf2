/** The proposals of a NEW-VIEW, the paper's O (section 4.4), computed from the VIEW-CHANGEs that it rests on. */
import { type Certificate, type Proposal, REQUESTS, type Slot, VALUES } from "./messages.ts";
import type { ViewChangeRule } from "./rules.ts";

/** Slots 1 to `last`. */
export const slotsUpTo = (last: Slot): readonly Slot[] => Array.from({ length: last }, (_, index) => index + 1);

/**
 * The proposals that may be made, given what each VIEW-CHANGE shows as prepared: up to the highest slot with a
 * certificate, one proposal for each. By the rules of the paper there is one possibility, for certificates of one view
 * do not differ.
 */
export function proposalsFor(
  shown: readonly (readonly Certificate[])[],
  slots: Slot,
  rule: ViewChangeRule,
): readonly (readonly Proposal[])[] {
  if (rule.computedBy === "nobody") return anyProposals(slots);
  const certificates = shown.flat();
  const highest = Math.max(0, ...certificates.map(({ slot }) => slot));
  const choices = slotsUpTo(highest).map((slot): readonly (readonly Proposal[])[] => {
    const ofSlot = certificates.filter((one) => one.slot === slot);
    if (ofSlot.length > 0) return rule.chooses(ofSlot).map((value) => [{ slot, value }]);
    return rule.fillsGaps ? [[{ slot, value: null }]] : [[]];
  });
  return combinations(choices);
}

/** Every list of proposals that is well-formed: null only below a request. */
export const anyProposals = (slots: Slot): readonly (readonly Proposal[])[] =>
  [0, ...slotsUpTo(slots)].flatMap((highest) =>
    combinations(
      slotsUpTo(highest).map((slot) => (slot < highest ? VALUES : REQUESTS).map((value) => [{ slot, value }])),
    ),
  );

/** One option of each list, joined, in every way. */
export function combinations<T>(choices: readonly (readonly (readonly T[])[])[]): readonly (readonly T[])[] {
  let found: readonly (readonly T[])[] = [[]];
  for (const options of choices) found = found.flatMap((start) => options.map((option) => [...start, ...option]));
  return found;
}
