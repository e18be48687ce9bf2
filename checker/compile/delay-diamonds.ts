/**
 * Whether inputs commute: an input that is kept, with each that is postponed, wherever the postponed ones lead.
 *
 * Let v be postponed and x a state that postponed inputs lead to. Whatever u does after v at x, it must be able to do at
 * x, with v after it: the same state in the end, and put out the same in the same order. If v is nothing after u, it is
 * left out. A reaction depends on what it looks at alone: only what stands there is gone through, and the rest left as
 * it is.
 */
import { type Alphabet, SILENT } from "./alphabet.ts";
import { Answers } from "./delay-answers.ts";
import type { Group } from "./delay-groups.ts";
import { type Leaf, type Reaction, same, written } from "./leaf.ts";
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Unit } from "./units.ts";

/** Combinations of values past which the group with the most values is not postponed. */
const MOST_COMBINATIONS = 4096;

/** Groups, and reactions of an input that look at just these. */
interface Sight {
  readonly dims: readonly Group[];
  readonly reactions: Set<Reaction>;
}

export class Diamonds {
  readonly #alphabet: Alphabet;
  readonly #reactions: readonly Reactions[];
  /** For each input, what was found of it. */
  readonly #answers: Answers[] = [];
  /** What was found of inputs in states for the question at hand. */
  readonly #leaves = new Set<Leaf>();

  /** @param reactions one for each input; more may come */
  constructor(reactions: readonly Reactions[], alphabet: Alphabet) {
    this.#reactions = reactions;
    this.#alphabet = alphabet;
  }

  /** The groups of which some input does not commute with one that is kept. */
  against(row: Row, input: number, groups: readonly Group[]): readonly Group[] {
    const kept = this.#reactions[input] as Reactions;
    const leaf = kept.leaf(row);
    if (leaf.isDeaf && !groups.some(({ unit }) => leaf.looksAt(unit))) return [];
    const answers = this.#answers[input] ?? new Answers();
    this.#answers[input] = answers;
    const known = answers.find(row, groups);
    if (known) return known;
    this.#leaves.clear();
    const failing = this.#against(row, kept, groups);
    answers.keep(row, groups, new Set([...this.#leaves].flatMap(({ columns }) => columns)), failing);
    return failing;
  }

  #against(row: Row, kept: Reactions, groups: readonly Group[]): readonly Group[] {
    return this.#sightsOf(row, kept, groups).flatMap(({ dims, reactions }) => {
      if (combinations(dims) > MOST_COMBINATIONS) return largest(dims);
      return groups
        .filter((group) => concerns(reactions, group))
        .flatMap((group) => group.members.flatMap((member) => this.#fails(row, kept, member, group, groups, dims)));
    });
  }

  /** The groups of which some input changes what is observed. */
  seenBy(row: Row, observer: Reactions, groups: readonly Group[]): readonly Group[] {
    const dims = [...new Set(this.#sightsOf(row, observer, groups).flatMap((sight) => sight.dims))];
    if (combinations(dims) > MOST_COMBINATIONS) return largest(dims);
    const seen = (at: Row): number => observer.leaf(at).reactions[0]?.output ?? SILENT;
    return dims.filter(
      ({ members }) =>
        !everyRow(row, dims, (at) =>
          members.every((member) => {
            const [only] = (this.#reactions[member] as Reactions).leaf(at).reactions;
            return seen(written(at, (only as Reaction).writes)) === seen(at);
          }),
        ),
    );
  }

  /** What an input does in a state; takes note of what that depends on. */
  #at(input: Reactions, row: Row): Leaf {
    const leaf = input.leaf(row);
    this.#leaves.add(leaf);
    return leaf;
  }

  /** All that an input does in whatever some groups lead to, by the groups that it looks at for it. */
  #sightsOf(row: Row, input: Reactions, groups: readonly Group[]): readonly Sight[] {
    const start: Sight = { dims: [], reactions: new Set() };
    const sights = [start];
    const known = new Map([["", start]]);
    const sorted = new Set<Reaction>();
    for (const { dims } of sights) {
      if (combinations(dims) > MOST_COMBINATIONS) continue;
      everyRow(row, dims, (at) => {
        for (const reaction of this.#at(input, at).reactions) {
          if (sorted.has(reaction)) continue;
          sorted.add(reaction);
          const looked = groups.filter(({ unit }) => reaction.looksAt(unit));
          const name = looked.map(({ unit }) => unit.id).join();
          let sight = known.get(name);
          if (!sight) {
            sight = { dims: looked, reactions: new Set() };
            known.set(name, sight);
            sights.push(sight);
          }
          sight.reactions.add(reaction);
        }
        return true;
      });
    }
    return sights;
  }

  /** The groups to blame if an input that is kept and one that is postponed do not commute. */
  #fails(
    row: Row,
    kept: Reactions,
    member: number,
    group: Group,
    groups: readonly Group[],
    looked: readonly Group[],
  ): readonly Group[] {
    const postponed = this.#reactions[member] as Reactions;
    let dims = [...new Set([...looked, group])];
    for (;;) {
      if (combinations(dims) > MOST_COMBINATIONS) return largest(dims);
      const others = groups.filter((one) => !dims.includes(one));
      const more = new Set<Group>();
      const holds = everyRow(row, dims, (at) => this.#commute(at, kept, postponed, others, more) && more.size === 0);
      if (more.size === 0) return holds ? [] : [group];
      dims = [...dims, ...more];
    }
  }

  /**
   * Whether two inputs commute in a state, for what the kept one does without looking at the other groups.
   *
   * @param more takes up which of the others this depends on all the same
   */
  #commute(row: Row, kept: Reactions, postponed: Reactions, others: readonly Group[], more: Set<Group>): boolean {
    const next = written(row, (this.#at(postponed, row).reactions[0] as Reaction).writes);
    if (same(row, next)) return true;
    for (const later of this.#at(kept, next).reactions) {
      if (later.isIdle || others.some(({ unit }) => later.looksAt(unit))) continue;
      const end = written(next, later.writes);
      if (later.output === SILENT && same(end, next)) {
        for (const other of others) if (later.writesTo(other.unit)) more.add(other);
        continue;
      }
      if (!this.#isMet(row, kept, postponed, later, end, others, more)) return false;
    }
    return true;
  }

  /** Whether what the kept input does later, to come to a state in the end, it can do at once. */
  #isMet(
    row: Row,
    kept: Reactions,
    postponed: Reactions,
    later: Reaction,
    end: Row,
    others: readonly Group[],
    more: Set<Group>,
  ): boolean {
    for (const first of this.#at(kept, row).reactions) {
      const between = written(row, first.writes);
      const leaf = this.#at(postponed, between);
      for (const second of leaf.reactions) {
        if (!same(written(between, second.writes), end)) continue;
        if (!this.#alphabet.isBoth(later.output, first.output, second.output)) continue;
        for (const other of others) if (matters(other.unit, first, leaf, later)) more.add(other);
        return true;
      }
    }
    return false;
  }
}

/** Whether what stands in a unit matters to a diamond: it is looked at, or left in part of what is compared in the end. */
function matters(unit: Unit, first: Reaction, second: Leaf, later: Reaction): boolean {
  if (first.looksAt(unit)) return true;
  if (!first.covers(unit)) return second.looksAt(unit) || [first, second, later].some((one) => one.writesTo(unit));
  return !later.covers(unit);
}

/** Whether reactions may not commute with a group: they look at what it writes, or write what it writes or looks at. */
function concerns(reactions: ReadonlySet<Reaction>, { unit, looksAt }: Group): boolean {
  for (const reaction of reactions) {
    if (reaction.isIdle) continue;
    if (reaction.looksAt(unit) || reaction.writesTo(unit)) return true;
    if (reaction.writes.some(({ column }) => looksAt.has(column))) return true;
  }
  return false;
}

const combinations = (groups: readonly Group[]): number => groups.reduce((all, { values }) => all * values.length, 1);

const largest = (groups: readonly Group[]): readonly Group[] => {
  const most = Math.max(...groups.map(({ values }) => values.length));
  return groups.filter(({ values }) => values.length === most);
};

/** Whether something holds of a state under every combination of values of some groups. */
function everyRow(row: Row, [first, ...rest]: readonly Group[], holds: (row: Row) => boolean): boolean {
  if (!first) return holds(row);
  return first.values.every((write) => everyRow(written(row, [write]), rest, holds));
}
