/**
 * Whether two inputs commute: one that is kept, u, and one that is postponed, v, wherever postponed ones lead.
 *
 * Whatever u does after v in a state x that postponed inputs lead to, it must be able to do at x, with v after it: the same
 * state in the end, and put out the same in the same order. If v is nothing after u, it is left out. A reaction depends on
 * what it looks at alone: only what stands there is gone through, and the rest left as it is; and of what stands there,
 * one of each kind that somebody tells apart (see `delay-question.ts`).
 */
import { type Alphabet, SILENT } from "./alphabet.ts";
import type { Group } from "./delay-groups.ts";
import type { Question } from "./delay-question.ts";
import { type Leaf, type Reaction, same, written } from "./leaf.ts";
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Unit } from "./units.ts";

/** Combinations of kinds past which the group with the most values is not postponed. */
const MOST_COMBINATIONS = 4096;

/** Groups, and reactions of an input that look at just these. */
export interface Sight {
  readonly dims: readonly Group[];
  readonly reactions: Set<Reaction>;
}

/** An input that is kept and one that is postponed, and what is found of the two. */
interface Pair {
  readonly kept: Reactions;
  readonly postponed: Reactions;
  /** The groups of which what stands there is left as it is. */
  readonly others: readonly Group[];
  /** Takes up which of the others the answer depends on all the same. */
  readonly more: Set<Group>;
  readonly question: Question;
}

export class Commutation {
  readonly #alphabet: Alphabet;
  readonly #reactions: readonly Reactions[];

  /** @param reactions one for each input; more may come */
  constructor(reactions: readonly Reactions[], alphabet: Alphabet) {
    this.#reactions = reactions;
    this.#alphabet = alphabet;
  }

  /** All that an input does in whatever some groups lead to, by the groups that it looks at for it. */
  sightsOf(row: Row, input: Reactions, question: Question): readonly Sight[] {
    const start: Sight = { dims: [], reactions: new Set() };
    const sights = [start];
    const known = new Map([["", start]]);
    const sorted = new Set<Reaction>();
    for (const { dims } of sights) {
      if (areTooMany(dims, question, row)) continue;
      everyRow(row, dims, question, (at) => {
        for (const reaction of question.note(input.leaf(at)).reactions) {
          if (sorted.has(reaction)) continue;
          sorted.add(reaction);
          const looked = question.groups.filter(({ unit }) => reaction.looksAt(unit));
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
  fails(
    row: Row,
    kept: Reactions,
    member: number,
    group: Group,
    question: Question,
    looked: readonly Group[],
  ): readonly Group[] {
    const postponed = this.#reactions[member] as Reactions;
    let dims = [...new Set([...looked, group])];
    for (;;) {
      if (areTooMany(dims, question, row)) return largest(dims);
      const others = question.groups.filter((one) => !dims.includes(one));
      const more = new Set<Group>();
      const pair: Pair = { kept, postponed, others, more, question };
      const holds = everyRow(row, dims, question, (at) => this.#commute(at, pair) && more.size === 0);
      if (more.size === 0) return holds ? [] : [group];
      dims = [...dims, ...more];
    }
  }

  /** Whether two inputs commute in a state, for what the kept one does without looking at the other groups. */
  #commute(row: Row, pair: Pair): boolean {
    const { kept, postponed, others, more, question } = pair;
    const late = question.note(postponed.leaf(row)).reactions[0] as Reaction;
    for (const write of late.writes) if (!write.keeps) question.needs(write, row);
    const next = written(row, late.writes);
    if (same(row, next)) return true;
    for (const later of question.note(kept.leaf(next)).reactions) {
      if (later.isIdle || others.some(({ unit }) => later.looksAt(unit))) continue;
      const end = written(next, later.writes);
      if (later.output === SILENT) for (const write of later.writes) if (!write.keeps) question.needs(write, next);
      if (later.output === SILENT && same(end, next)) {
        for (const other of others) if (later.writesTo(other.unit)) more.add(other);
        continue;
      }
      if (!this.#isMet(row, pair, late, later, end)) return false;
    }
    return true;
  }

  /** Whether what the kept input does later, to come to a state in the end, it can do at once. */
  #isMet(
    row: Row,
    { kept, postponed, others, more, question }: Pair,
    late: Reaction,
    later: Reaction,
    end: Row,
  ): boolean {
    for (const first of question.note(kept.leaf(row)).reactions) {
      const between = written(row, first.writes);
      const leaf = question.note(postponed.leaf(between));
      for (const second of leaf.reactions) {
        if (!this.#alphabet.isBoth(later.output, first.output, second.output)) continue;
        question.needsWhereTheyDiffer([first, second], [late, later], row);
        if (!same(written(between, second.writes), end)) continue;
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

/** Whether groups lead to more combinations than are gone through. */
export const areTooMany = (groups: readonly Group[], question: Question, row: Row): boolean =>
  groups.reduce((all, group) => all * question.kindsOf(group, row).samples.length, 1) > MOST_COMBINATIONS;

/** The groups that lead to the most. */
export const largest = (groups: readonly Group[]): readonly Group[] => {
  const most = Math.max(...groups.map(({ values }) => values.length));
  return groups.filter(({ values }) => values.length === most);
};

/** Whether something holds of a state under every combination of kinds of some groups. */
export function everyRow(
  row: Row,
  [first, ...rest]: readonly Group[],
  question: Question,
  holds: (row: Row) => boolean,
): boolean {
  if (!first) return holds(row);
  const { samples } = question.kindsOf(first, row);
  return samples.every((write) => everyRow(written(row, [write]), rest, question, holds));
}

/** Whether reactions may not commute with a group: they look at what it writes, or write what it writes or looks at. */
export function concerns(reactions: ReadonlySet<Reaction>, { unit, looks }: Group): boolean {
  for (const reaction of reactions) {
    if (reaction.isIdle) continue;
    if (reaction.looksAt(unit) || reaction.writesTo(unit)) return true;
    for (const look of looks) if (reaction.writes.some(({ column, below }) => look.isAbout(column, below))) return true;
  }
  return false;
}
