/** The proposals of a NEW-VIEW, the paper's O (section 4.4), computed from the VIEW-CHANGEs that it rests on. */
import { equal } from "../../model/canonical.ts";
import { ConfigurationError } from "../../model/configuration.ts";
import {
  type Certificate,
  type Checkpoint,
  type FromCheckpoint,
  type Proposal,
  REQUESTS,
  type Slot,
  VALUES,
} from "./messages.ts";
import type { CheckpointRule, ViewChangeRule } from "./rules.ts";

/** Slots 1 to `last`. */
export const slotsUpTo = (last: Slot): readonly Slot[] => Array.from({ length: last }, (_, index) => index + 1);

/** Slots after `low`, up to `last`. */
export const slotsAbove = (low: Slot, last: Slot): readonly Slot[] => slotsUpTo(last).slice(low);

/**
 * The checkpoints from which a NEW-VIEW may start, the paper's min-s, given what the VIEW-CHANGEs show. By the rules of
 * the paper there is one, for stable checkpoints of one slot do not differ; null where none are made.
 */
export function startsFor(shown: readonly FromCheckpoint[], rule: CheckpointRule): readonly (Checkpoint | null)[] {
  const stable = shown.flatMap(({ stable }) => (stable ? [stable] : []));
  const different = stable.filter((one, place) => stable.findIndex((other) => equal(one, other)) === place);
  return different.length === 0 ? [null] : rule.startsAt(different);
}

/**
 * The proposals that may be made above slot `low`, given what each VIEW-CHANGE shows as prepared: up to the highest slot
 * with a certificate, the paper's max-s, one proposal for each. By the rules of the paper there is one possibility, for
 * certificates of one view do not differ.
 */
export function proposalsFor(
  shown: readonly (readonly Certificate[])[],
  slots: Slot,
  rule: ViewChangeRule,
  low: Slot,
): readonly (readonly Proposal[])[] {
  if (rule.computedBy === "nobody") return anyProposals(slots, low);
  const certificates = shown.flat();
  const highest = Math.max(0, ...certificates.map(({ slot }) => slot));
  const choices = slotsAbove(low, highest).map((slot): readonly (readonly Proposal[])[] => {
    const ofSlot = certificates.filter((one) => one.slot === slot);
    if (ofSlot.length > 0) return rule.chooses(ofSlot).map((value) => [{ slot, value }]);
    return rule.fillsGaps ? [[{ slot, value: null }]] : [[]];
  });
  return combinations(choices);
}

/** Every list of proposals above slot `low` that is well-formed: null only below a request. */
export const anyProposals = (slots: Slot, low: Slot): readonly (readonly Proposal[])[] =>
  [low, ...slotsAbove(low, slots)].flatMap((highest) =>
    combinations(
      slotsAbove(low, highest).map((slot) => (slot < highest ? VALUES : REQUESTS).map((value) => [{ slot, value }])),
    ),
  );

/** How many lists of certificates, proposals or states can be gone through: each is looked for behind many messages. */
const MOST = 3000;

/**
 * One option of each list, joined, in every way.
 *
 * @throws ConfigurationError where there are more than `most`: what a liar could say grows fast with views, slots and nodes
 */
export function combinations<T>(
  choices: readonly (readonly (readonly T[])[])[],
  most = MOST,
): readonly (readonly T[])[] {
  const ways = choices.reduce((product, options) => product * options.length, 1);
  if (ways > most) {
    throw new ConfigurationError(
      `within these bounds a liar has too much to say: what its VIEW-CHANGEs and NEW-VIEWs are made of goes together in more than ${most.toLocaleString("en-US")} ways. Use fewer views, slots or nodes`,
    );
  }
  let found: readonly (readonly T[])[] = [[]];
  for (const options of choices) found = found.flatMap((start) => options.map((option) => [...start, ...option]));
  return found;
}
