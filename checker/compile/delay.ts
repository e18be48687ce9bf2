/**
 * Which inputs of one replica may wait: while its table is built, they are not followed from a state.
 *
 * Let P be inputs that are postponed at a state s, and P*(s) the states that they lead to. It is allowed if
 *
 * 1. each input in P has one reaction at every state of P*(s), and it is silent there: it puts nothing out and changes
 *    nothing that a property observes;
 * 2. every other input u commutes with every v in P at every state x of P*(s) (see `delay-diamonds.ts`).
 *
 * Then each run of the replicas has a run without the postponed steps that puts out the same in the same order, with no more
 * steps, and comes to states in which the same is observed. For a replica in x stands one in s, with a word of postponed
 * inputs that leads to x. A postponed step makes the word longer, and nobody sees it. A step u goes in front of the
 * word, letter by letter (2); then it is taken from s, and so is after it each letter that is not postponed there,
 * with those before it put off (2) again; what it puts out is what u put out after it. What an input
 * needs, a message or evidence, stays once it is there. And each run without the postponed steps is a run.
 *
 * P is made of groups, one for each unit of the state that silent inputs write by themselves. P*(s) is then all
 * combinations of what each group leads to. Groups that fail are taken out at once, until none fails: so P depends on no
 * order, and replicas that differ by their names alone come to have tables that do.
 */
import { StateTable } from "../table.ts";
import type { Alphabet } from "./alphabet.ts";
import { candidatesAt } from "./delay-candidates.ts";
import { Diamonds } from "./delay-diamonds.ts";
import { type Group, Groups, independent } from "./delay-groups.ts";
import type { Layout } from "./layout.ts";
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Unit } from "./units.ts";

/** What is postponed at a state. */
interface Choice {
  readonly postponed: ReadonlySet<number>;
  /** The units that silent inputs write there. */
  readonly units: readonly Unit[];
  /** How many inputs there were, none of the later ones of concern. */
  of: number;
}

const NOTHING: ReadonlySet<number> = new Set();

const membersOf = (groups: readonly Group[]): ReadonlySet<number> => new Set(groups.flatMap(({ members }) => members));

export class Delay {
  readonly #reactions: readonly Reactions[];
  readonly #layout: Layout;
  readonly #observer: Reactions | null;
  readonly #groups: Groups;
  readonly #diamonds: Diamonds;
  readonly #states: StateTable;
  readonly #choices: Choice[] = [];

  /**
   * @param reactions one for each input; more may come
   * @param observer puts out what properties observe of a state; null where they look at none
   */
  constructor(reactions: readonly Reactions[], layout: Layout, alphabet: Alphabet, observer: Reactions | null) {
    this.#reactions = reactions;
    this.#layout = layout;
    this.#observer = observer;
    this.#groups = new Groups(reactions);
    this.#diamonds = new Diamonds(reactions, alphabet, layout.units);
    this.#states = new StateTable(layout.width);
  }

  /** The inputs, of those there are now, that are postponed in the state of a row. */
  postponed(row: Row): ReadonlySet<number> {
    const inserted = this.#states.insert(row, -1);
    const number = inserted >= 0 ? inserted : ~inserted;
    let choice = this.#choices[number];
    if (!choice || !this.#isStill(choice, row)) {
      choice = this.#choose(row);
      this.#choices[number] = choice;
    }
    return choice.postponed;
  }

  /**
   * The inputs that are silent in the state of a row and wherever they lead, whether they may wait or not. Not to follow them is no
   * way to find all that happens; but what is found without them happens.
   */
  silent(row: Row): ReadonlySet<number> {
    return membersOf(this.#groupsAt(row).groups);
  }

  /** Whether inputs that came since do nothing in a state, whatever silent inputs do before. */
  #isStill(choice: Choice, row: Row): boolean {
    for (; choice.of < this.#reactions.length; choice.of++) {
      const leaf = (this.#reactions[choice.of] as Reactions).leaf(row);
      if (!leaf.isDeaf || choice.units.some((unit) => leaf.looksAt(unit))) return false;
    }
    return true;
  }

  #choose(row: Row): Choice {
    const { groups, units } = this.#groupsAt(row);
    const left = independent(groups).map((some) => membersOf(this.#thatCommute(row, some)));
    const postponed = left.reduce((most, some) => (some.size > most.size ? some : most), NOTHING);
    return { postponed, units, of: this.#reactions.length };
  }

  #groupsAt(row: Row): { readonly groups: readonly Group[]; readonly units: readonly Unit[] } {
    const leaves = this.#reactions.map((reactions) => reactions.leaf(row));
    const candidates = candidatesAt(row, leaves, this.#layout);
    const groups = candidates.map((one) => this.#groups.of(row, one)).filter((group) => group !== null);
    return { groups, units: candidates.map(({ unit }) => unit) };
  }

  /** The groups that are left when those that do not commute with what is kept are kept too. */
  #thatCommute(row: Row, groups: readonly Group[]): readonly Group[] {
    if (groups.length === 0) return groups;
    const postponed = new Set(groups.flatMap(({ members }) => members));
    const failing = new Set(this.#observer === null ? [] : this.#diamonds.seenBy(row, this.#observer, groups));
    this.#reactions.forEach((_, input) => {
      if (postponed.has(input)) return;
      for (const group of this.#diamonds.against(row, input, groups)) failing.add(group);
    });
    if (failing.size === 0) return groups;
    return this.#thatCommute(
      row,
      groups.filter((group) => !failing.has(group)),
    );
  }
}
