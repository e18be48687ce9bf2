/**
 * What a replica does on one input, as a decision tree over what its reducer reads.
 *
 * Every node is a look at one place of the replica state, every branch what was seen there, every leaf what the reducer
 * did. A reducer is called only where no leaf is there yet; its looks then grow the tree. A reducer is deterministic,
 * so after the same sights it takes the same next look.
 */
import type { Input, Machine } from "../../model/machine.ts";
import type { Step } from "../../model/step.ts";
import type { Alphabet } from "./alphabet.ts";
import type { Layout, Look, Row } from "./layout.ts";
import { Leaf, Reaction } from "./leaf.ts";
import { Recorder } from "./recorder.ts";
import { at } from "./values.ts";

/** A look and where each of its sights leads. */
class Fork {
  readonly look: Look;
  readonly branches: (Tree | undefined)[] = [];

  constructor(look: Look) {
    this.look = look;
  }
}

type Tree = Fork | Leaf;

/** For each input the first calls are made twice, watched and unwatched, and of the others every eighth. */
const FIRST_CALLS = 4;
const EVERY = 8;

/** The reactions of one replica to one input. */
export class Reactions {
  readonly #machine: Pick<Machine, "on">;
  readonly #input: Input;
  readonly #layout: Layout;
  readonly #alphabet: Alphabet;
  #tree: Tree | undefined;
  /** Calls of the reducer. */
  calls = 0;

  constructor(machine: Pick<Machine, "on">, input: Input, layout: Layout, alphabet: Alphabet) {
    this.#machine = machine;
    this.#input = input;
    this.#layout = layout;
    this.#alphabet = alphabet;
  }

  /** What the replica does in the state of a row: one reaction for each sequence of choices. */
  on(row: Row): readonly Reaction[] {
    return this.leaf(row).reactions;
  }

  /** What the replica does in the state of a row, and what that depends on. */
  leaf(row: Row): Leaf {
    let tree = this.#tree;
    while (tree instanceof Fork) tree = tree.branches[tree.look.see(row)];
    return tree ?? this.#learn(row);
  }

  /** The columns of the first looks: those that most inputs are turned away by. */
  firstColumns(looks: number): readonly number[] {
    const columns: number[] = [];
    let tree = this.#tree;
    for (let look = 0; look < looks && tree instanceof Fork; look++) {
      columns.push(tree.look.column);
      tree = tree.branches.find((branch) => branch instanceof Fork);
    }
    return columns;
  }

  /** Whether looks at these columns alone tell that nothing happens in the state of a row. */
  isDeaf(row: Row, columns: ReadonlySet<number>): boolean {
    let tree = this.#tree;
    while (tree instanceof Fork) {
      if (!columns.has(tree.look.column)) return false;
      tree = tree.branches[tree.look.see(row)];
    }
    return tree?.isDeaf ?? false;
  }

  #learn(row: Row): Leaf {
    const once = this.calls >= FIRST_CALLS && this.calls % EVERY !== 0;
    this.calls++;
    const state = this.#layout.state(row);
    const recorder = new Recorder(state, this.#layout.root);
    const steps = this.#machine.on(state, this.#input, { watch: recorder.watch, once });
    const reactions = steps.map((step, call) => this.#reaction(step, recorder, call));
    const leaf = new Leaf(this.#layout.looks(recorder.reads), reactions);
    this.#grow(row, leaf);
    return leaf;
  }

  #reaction(step: Step, recorder: Recorder, call: number): Reaction {
    const places = recorder.written(call, step.replica);
    const writes = places.flatMap((place) => this.#layout.writes(place, at(step.replica, place.path)));
    const looks = this.#layout.looks(recorder.readsOf(call));
    return new Reaction(looks, writes, this.#alphabet.idOfOutput(step), step.choices);
  }

  /** Puts a leaf where these looks at this row lead. */
  #grow(row: Row, leaf: Leaf): void {
    let parent: { readonly branches: (Tree | undefined)[]; readonly branch: number } | null = null;
    let here: Tree | undefined = this.#tree;
    const put = (tree: Tree): void => {
      if (parent) parent.branches[parent.branch] = tree;
      else this.#tree = tree;
    };
    for (const look of leaf.looks) {
      if (here && !(here instanceof Fork && here.look === look))
        throw new Error("a reducer took different looks after the same sights");
      const node: Fork = here ?? new Fork(look);
      if (!here) put(node);
      parent = { branches: node.branches, branch: look.see(row) };
      here = node.branches[parent.branch];
    }
    put(leaf);
  }
}
