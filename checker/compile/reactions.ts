/**
 * What a replica does on one input, as a decision tree over what its reducer reads. A reducer is called only where no leaf
 * is there yet; its looks then grow the tree.
 */
import type { Input, Machine } from "../../model/machine.ts";
import type { Step } from "../../model/step.ts";
import type { Alphabet } from "./alphabet.ts";
import { DecisionTree } from "./decision-tree.ts";
import type { Layout } from "./layout.ts";
import { Leaf, Reaction } from "./leaf.ts";
import type { Row } from "./looks.ts";
import { Recorder } from "./recorder.ts";
import { at } from "./values.ts";

/** For each input, whoever has it, the first calls are made twice, watched and unwatched, and of the others every eighth. */
const FIRST_CALLS = 4;
const EVERY = 8;

/** What is known of an input whichever replica has it. */
export interface Anybodys {
  /** What any replica does on it that need not know which one it is. */
  readonly tree: DecisionTree;
  /** Calls of the reducers of all replicas. */
  calls: number;
}

/** Something found out of a replica: what it does on an input in the state of a row, and by which looks. */
export interface Learned {
  readonly by: Reactions;
  readonly row: Row;
  readonly leaf: Leaf;
}

/** The reactions of one replica to one input. */
export class Reactions {
  readonly #machine: Pick<Machine, "on">;
  readonly #input: Input;
  readonly #layout: Layout;
  readonly #alphabet: Alphabet;
  readonly #tree = new DecisionTree();
  readonly #anybodys: Anybodys;
  readonly #learned: Learned[] | null;
  /** Calls of the reducer. */
  calls = 0;

  /**
   * @param learned where what is found out is added, if anywhere
   * @param anybodys shared by replicas with the same layout that have the same input but for its recipient
   */
  constructor(
    machine: Pick<Machine, "on">,
    input: Input,
    layout: Layout,
    alphabet: Alphabet,
    learned: Learned[] | null = null,
    anybodys: Anybodys = { tree: new DecisionTree(), calls: 0 },
  ) {
    this.#machine = machine;
    this.#input = input;
    this.#layout = layout;
    this.#alphabet = alphabet;
    this.#learned = learned;
    this.#anybodys = anybodys;
  }

  /** What the replica does in the state of a row: one reaction for each sequence of choices. */
  on(row: Row): readonly Reaction[] {
    return this.leaf(row).reactions;
  }

  /** What the replica does in the state of a row, and what that depends on. */
  leaf(row: Row): Leaf {
    const known = this.#tree.find(row);
    if (known) return known;
    const leaf = this.#anybodys.tree.find(row) ?? this.#learn(row);
    this.#tree.grow(row, leaf);
    this.#learned?.push({ by: this, row: row.slice(), leaf });
    return leaf;
  }

  /** The columns of the first looks: those that most inputs are turned away by. */
  firstColumns(looks: number): readonly number[] {
    return this.#tree.firstColumns(looks);
  }

  /** Whether looks at these columns alone tell that nothing happens in the state of a row. */
  isDeaf(row: Row, columns: ReadonlySet<number>): boolean {
    return this.#tree.isDeaf(row, columns);
  }

  #learn(row: Row): Leaf {
    const { calls, tree } = this.#anybodys;
    const once = calls >= FIRST_CALLS && calls % EVERY !== 0;
    this.#anybodys.calls++;
    this.calls++;
    const state = this.#layout.state(row);
    const recorder = new Recorder(state, this.#layout.root);
    const { watch, asksWho } = recorder;
    const steps = this.#machine.on(state, this.#input, { watch, asksWho, once });
    const reactions = steps.map((step, call) => this.#reaction(step, recorder, call));
    const leaf = new Leaf(this.#layout.looks(recorder.reads), reactions);
    // A message tells who has sent it.
    const isAnybodys = !recorder.askedWho && steps.every(({ sends }) => sends.length === 0);
    if (isAnybodys) tree.grow(row, leaf);
    return leaf;
  }

  #reaction(step: Step, recorder: Recorder, call: number): Reaction {
    const { places, inserted } = recorder.written(call, step.replica);
    const writes = [
      ...places.flatMap((place) => this.#layout.writes(place, at(step.replica, place.path))),
      ...inserted.map((one) => this.#layout.insertion(one)),
    ];
    const looks = this.#layout.looks(recorder.readsOf(call));
    return new Reaction(looks, writes, this.#alphabet.idOfOutput(step), step.choices);
  }
}
