/**
 * Which of the groups that might be postponed in a state do not commute with what is kept there, and which are seen. What was
 * found once is remembered by what it depended on.
 */
import { type Alphabet, SILENT } from "./alphabet.ts";
import { Answers } from "./delay-answers.ts";
import { areTooMany, Commutation, concerns, everyRow, largest } from "./delay-commutation.ts";
import type { Group } from "./delay-groups.ts";
import { Sorter } from "./delay-kinds.ts";
import { Question } from "./delay-question.ts";
import { type Leaf, type Reaction, written } from "./leaf.ts";
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Units } from "./units.ts";

/** Groups, by who they are, and reactions of an input that look at just these. */
interface Sighted {
  readonly dims: readonly number[];
  readonly reactions: ReadonlySet<Reaction>;
  /** Whether the groups lead to more combinations than are gone through. */
  readonly isTooMuch: boolean;
}

export class Diamonds {
  readonly #reactions: readonly Reactions[];
  readonly #units: Units;
  readonly #commutation: Commutation;
  readonly #sorter = new Sorter();
  /** What was found of inputs, by what they do in a state. */
  readonly #sighted = new Map<Leaf, Map<string, Answers<readonly Sighted[]>>>();
  readonly #failing = new Map<Leaf, Map<string, Answers<readonly number[]>>>();

  /** @param reactions one for each input; more may come */
  constructor(reactions: readonly Reactions[], alphabet: Alphabet, units: Units) {
    this.#reactions = reactions;
    this.#commutation = new Commutation(reactions, alphabet);
    this.#units = units;
  }

  /** The groups of which some input does not commute with one that is kept. */
  against(row: Row, input: number, groups: readonly Group[]): readonly Group[] {
    const kept = this.#reactions[input] as Reactions;
    const leaf = kept.leaf(row);
    if (leaf.isDeaf && !groups.some(({ unit }) => leaf.looksAt(unit))) return [];
    const failing = this.#sights(row, kept, groups).flatMap(({ dims, reactions, isTooMuch }) => {
      const looked = groups.filter(({ who }) => dims.includes(who));
      if (isTooMuch) return largest(looked);
      return groups
        .filter((group) => concerns(reactions, group))
        .flatMap((group) => group.members.flatMap((member) => this.#blamed(row, kept, member, group, groups, looked)));
    });
    return [...new Set(failing)];
  }

  #sights(row: Row, kept: Reactions, groups: readonly Group[]): readonly Sighted[] {
    const question = new Question(groups, this.#sorter, this.#units);
    return this.#known(this.#sighted, kept.leaf(row), "").of(row, question, () =>
      this.#commutation.sightsOf(row, kept, question).map(({ dims, reactions }) => ({
        dims: dims.map(({ who }) => who),
        reactions,
        isTooMuch: areTooMany(dims, question, row),
      })),
    );
  }

  /** The groups to blame if an input that is kept and one that is postponed do not commute. */
  #blamed(
    row: Row,
    kept: Reactions,
    member: number,
    group: Group,
    groups: readonly Group[],
    looked: readonly Group[],
  ): readonly Group[] {
    const question = new Question(groups, this.#sorter, this.#units);
    const name = [member, ...looked.map(({ who }) => who)].join();
    const found = this.#known(this.#failing, kept.leaf(row), name).of(row, question, () => {
      const blamed = this.#commutation.fails(row, kept, member, group, question, looked);
      // One pair of steps that do not commute is found in one state: others may have them commute.
      if (blamed.length > 0) question.matterAll();
      return blamed.map(({ who }) => who);
    });
    return found.length === 0 ? [] : groups.filter(({ who }) => found.includes(who));
  }

  #known<T>(of: Map<Leaf, Map<string, Answers<T>>>, leaf: Leaf, name: string): Answers<T> {
    const some = of.get(leaf) ?? new Map<string, Answers<T>>();
    of.set(leaf, some);
    const answers = some.get(name) ?? new Answers<T>(this.#sorter);
    some.set(name, answers);
    return answers;
  }

  /** The groups of which some input changes what is observed. */
  seenBy(row: Row, observer: Reactions, groups: readonly Group[]): readonly Group[] {
    const question = new Question(groups, this.#sorter, this.#units);
    for (const { unit } of groups) question.tryAll(unit);
    const dims = [...new Set(this.#commutation.sightsOf(row, observer, question).flatMap((sight) => sight.dims))];
    if (areTooMany(dims, question, row)) return largest(dims);
    const seen = (at: Row): number => observer.leaf(at).reactions[0]?.output ?? SILENT;
    return dims.filter(
      ({ members }) =>
        !everyRow(row, dims, question, (at) =>
          members.every((member) => {
            const [only] = (this.#reactions[member] as Reactions).leaf(at).reactions;
            return seen(written(at, (only as Reaction).writes)) === seen(at);
          }),
        ),
    );
  }
}
