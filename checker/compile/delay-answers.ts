/** What was found of an input before, by all that it depended on: the same question comes up in thousands of states. */
import type { Group } from "./delay-groups.ts";
import type { LooksAt, Sorter } from "./delay-kinds.ts";
import type { Question } from "./delay-question.ts";
import type { Look, Row } from "./looks.ts";
import type { Unit } from "./units.ts";

const NO_LOOKS: LooksAt = new Set();

/** Answers that depended on the same looks and places. */
class Shape<T> {
  readonly #sorter: Sorter;
  readonly #looks: readonly Look[];
  readonly #contents: readonly Unit[];
  /** Where something was written. */
  readonly #written: readonly Unit[];
  /** How contents of units were told apart. */
  readonly #looksAt: ReadonlyMap<Unit, LooksAt>;
  /** By what was seen, what stood there, and the groups about them. */
  readonly #answers = new Map<string, T>();
  /** What a group is for these answers, by its number. */
  readonly #textOfGroup = new Map<number, string>();

  constructor({ looks, contents, written, looksAt }: Question, sorter: Sorter) {
    this.#sorter = sorter;
    this.#looks = [...looks];
    this.#contents = [...contents];
    this.#written = [...written];
    this.#looksAt = looksAt;
  }

  get name(): string {
    return JSON.stringify([
      idsOf(this.#looks),
      idsOf(this.#contents),
      idsOf(this.#written),
      [...this.#looksAt].map(([unit, at]) => [unit.id, at === "all" ? at : idsOf([...at])]).sort(),
    ]);
  }

  find(row: Row, groups: readonly Group[]): T | undefined {
    return this.#answers.get(this.#textOf(row, groups));
  }

  keep(row: Row, groups: readonly Group[], answer: T): void {
    this.#answers.set(this.#textOf(row, groups), answer);
  }

  #textOf(row: Row, groups: readonly Group[]): string {
    let text = "";
    for (const look of this.#looks) text += `${look.see(row)},`;
    for (const unit of this.#contents) text += `c${unit.read(row)}`;
    for (const group of groups) {
      let ofGroup = this.#textOfGroup.get(group.id);
      if (ofGroup === undefined) {
        ofGroup = this.#compute(row, group);
        this.#textOfGroup.set(group.id, ofGroup);
      }
      text += ofGroup;
    }
    return text;
  }

  /** To which kinds a group leads, if its unit was looked at or written. */
  #compute(row: Row, group: Group): string {
    const { unit, who } = group;
    const matters =
      this.#looks.some((look) => unit.isSeenBy(look)) || this.#written.some((place) => unit.overlaps(place));
    return matters ? `g${who}:${this.#sorter.sort(group, this.#looksAt.get(unit) ?? NO_LOOKS, row).id}` : "";
  }
}

export class Answers<T> {
  readonly #sorter: Sorter;
  readonly #shapes = new Map<string, Shape<T>>();

  constructor(sorter: Sorter) {
    this.#sorter = sorter;
  }

  /** The answer in a state with these groups; what it is found by is kept. */
  of(row: Row, question: Question, find: () => T): T {
    const { groups } = question;
    for (const shape of this.#shapes.values()) {
      const known = shape.find(row, groups);
      if (known !== undefined) return known;
    }
    const answer = question.settled(find);
    const made = new Shape<T>(question, this.#sorter);
    const shape = this.#shapes.get(made.name) ?? made;
    this.#shapes.set(made.name, shape);
    shape.keep(row, groups, answer);
    return answer;
  }
}

const idsOf = (some: readonly { readonly id: number }[]): readonly number[] =>
  some.map(({ id }) => id).sort((a, b) => a - b);
