/**
 * What the answer to a question depends on, taken down while it is looked for: whether an input commutes with those that are
 * postponed is decided by what is seen of a state, seldom by the state itself. So states that look alike share the answer, and
 * of what groups lead to, one of each kind is tried.
 *
 * An insertion is the same step whatever a list holds: after it a list is longer by one, and holds the item. A look inside
 * a unit, or a write that may or may not change what is there, tells contents apart that look alike: then all are tried.
 */
import type { Group } from "./delay-groups.ts";
import type { Kinds, LooksAt, Sorter } from "./delay-kinds.ts";
import type { Leaf, Reaction } from "./leaf.ts";
import type { Look, Row, Write } from "./looks.ts";
import type { Unit, Units } from "./units.ts";

const NO_LOOKS: LooksAt = new Set();

export class Question {
  readonly groups: readonly Group[];
  readonly looks = new Set<Look>();
  /** Where something was written. */
  readonly written = new Set<Unit>();
  /** Places of the state that have to hold what they hold. */
  readonly contents = new Set<Unit>();
  /** What was looked at of the units of groups. */
  readonly looksAt = new Map<Unit, Set<Look> | "all">();
  /** Whether more has to be tried than was. */
  #grew = false;
  readonly #kinds = new Map<Group, Kinds>();
  readonly #sorter: Sorter;
  readonly #units: Units;
  readonly #leaves = new Set<Leaf>();
  /** Lists that something was put into. */
  readonly #lists = new Set<Unit>();

  constructor(groups: readonly Group[], sorter: Sorter, units: Units) {
    this.groups = groups;
    this.#sorter = sorter;
    this.#units = units;
  }

  /** What has to be tried of a group. */
  kindsOf(group: Group, row: Row): Kinds {
    let kinds = this.#kinds.get(group);
    if (!kinds) {
      kinds = this.#sorter.sort(group, this.looksAt.get(group.unit) ?? NO_LOOKS, row);
      this.#kinds.set(group, kinds);
    }
    return kinds;
  }

  /** The answer for which nothing had to be tried but what was. */
  settled<T>(find: () => T): T {
    for (;;) {
      this.#grew = false;
      this.#kinds.clear();
      const answer = find();
      if (this.#grew) continue;
      this.#finish();
      return answer;
    }
  }

  /** Takes down what an input does, and what that depends on. */
  note(leaf: Leaf): Leaf {
    if (this.#leaves.has(leaf)) return leaf;
    this.#leaves.add(leaf);
    for (const look of leaf.looks) this.#noteLook(look);
    for (const { writes } of leaf.reactions) for (const write of writes) this.#noteWrite(write);
    return leaf;
  }

  #noteLook(look: Look): void {
    if (this.looks.has(look)) return;
    this.looks.add(look);
    for (const { unit } of this.groups) {
      if (!unit.isSeenBy(look)) continue;
      const looks = this.looksAt.get(unit) ?? new Set();
      if (looks === "all") continue;
      this.looksAt.set(unit, looks);
      if (unit.isKnownBy(look)) looks.add(look);
      else this.tryAll(unit);
      this.#grew = true;
      if (look.below.length < unit.path.length) this.contents.add(this.#units.at(look.column, look.below));
    }
  }

  #noteWrite(write: Write): void {
    this.written.add(this.#units.at(write.column, write.below));
    for (const { unit } of this.groups) {
      if (unit.holds(write) && write.below.length > unit.path.length) this.tryAll(unit);
    }
    if (write.keeps) this.#lists.add(this.#units.at(write.column, write.below));
  }

  /** Takes down that it matters what stood in a state where something is written. */
  needs(write: Write, row: Row): void {
    if (this.#grew) return;
    if (!this.groups.some(({ unit }) => unit.holds(write)))
      this.contents.add(this.#units.at(write.column, write.below));
    for (const group of this.groups) {
      if (!group.unit.meets(write)) continue;
      if (!this.kindsOf(group, row).certain.has(group.unit.read(row))) this.tryAll(group.unit);
    }
  }

  /** What is seen inside a list, once something is put in, depends on all it holds. */
  #finish(): void {
    for (const list of this.#lists) {
      for (const look of this.looks) if (list.isSeenBy(look) && !list.isKnownBy(look)) this.contents.add(list);
    }
  }

  /** Takes down that it matters what stood in a state where one of two runs of steps leaves nothing of it and the other does. */
  needsWhereTheyDiffer(one: readonly Reaction[], other: readonly Reaction[], row: Row): void {
    const [covered, alsoCovered] = [coveredBy(one), coveredBy(other)];
    for (const write of covered) if (!alsoCovered.has(write)) this.needs(write, row);
    for (const write of alsoCovered) if (!covered.has(write)) this.needs(write, row);
  }

  /** Takes down that the answer is for this state: what was looked at or written has to hold what it holds. */
  matterAll(): void {
    for (const { column, below } of this.looks) this.contents.add(this.#units.at(column, below));
    for (const place of this.written) this.contents.add(place);
    for (const { unit } of this.groups) if (this.looksAt.has(unit)) this.looksAt.set(unit, "all");
  }

  /** Takes down that contents of a group's unit that look alike are to be told apart. */
  tryAll(unit: Unit): void {
    if (this.looksAt.get(unit) === "all") return;
    this.looksAt.set(unit, "all");
    this.#grew = true;
  }
}

const coveredBy = (reactions: readonly Reaction[]): ReadonlySet<Write> =>
  new Set(reactions.flatMap(({ writes }) => writes.filter(({ keeps }) => !keeps)));
