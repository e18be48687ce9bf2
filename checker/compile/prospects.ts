/**
 * Which inputs are worth giving to a state at all. Most messages are for another view, slot or round than the one a
 * replica is in, and its reducer turns them away at its first looks. So states that agree in the columns of those first
 * looks share one list of the inputs that are not turned away.
 */
import type { Row } from "./looks.ts";
import type { Reactions } from "./reactions.ts";

/** How many first looks count. */
const FIRST = 4;
/** States of a group before its list is drawn up: the first ones are there to grow the trees. */
const GROWING = 2;

interface Group {
  states: number;
  inputs: readonly number[];
  /** How many inputs there were when the list was drawn up. */
  of: number;
}

export class Prospects {
  readonly #reactions: readonly Reactions[];
  readonly #groups = new Map<string, Group>();
  #columns: ReadonlySet<number> = new Set();
  #inputsSeen = 0;
  #statesSeen = 0;

  /** @param reactions one for each input; more may come */
  constructor(reactions: readonly Reactions[]) {
    this.#reactions = reactions;
  }

  /** The inputs that may change something in the state of a row, in ascending order. */
  of(row: Row): readonly number[] {
    this.#chooseColumns();
    const key = [...this.#columns].map((column) => row[column] ?? 0).join();
    let group = this.#groups.get(key);
    if (!group || group.of !== this.#reactions.length) {
      group = { states: 0, inputs: this.#reactions.map((_, input) => input), of: this.#reactions.length };
      this.#groups.set(key, group);
    }
    if (group.states++ === GROWING)
      group.inputs = group.inputs.filter((input) => !this.#reactions[input]?.isDeaf(row, this.#columns));
    return group.inputs;
  }

  /** The columns are chosen anew as the trees grow, at ever greater distances. */
  #chooseColumns(): void {
    this.#statesSeen++;
    const powerOfTwo = (this.#statesSeen & (this.#statesSeen - 1)) === 0;
    if (!powerOfTwo && this.#inputsSeen === this.#reactions.length) return;
    this.#inputsSeen = this.#reactions.length;
    this.#columns = new Set(this.#reactions.flatMap((reactions) => reactions.firstColumns(FIRST)));
    this.#groups.clear();
  }
}
