/**
 * What a replica does on one input, as a decision tree over what its reducer reads.
 *
 * Every node is a look at one place of the replica state, every branch what was seen there, every leaf what the reducer
 * did. A reducer is called only where no leaf is there yet; its looks then grow the tree. A reducer is deterministic,
 * so after the same sights it takes the same next look.
 */
import type { Json } from "../../model/canonical.ts";
import type { Input, Machine } from "../../model/machine.ts";
import type { Step } from "../../model/step.ts";
import { type Alphabet, SILENT } from "./alphabet.ts";
import type { Layout, Look, Row, Write } from "./layout.ts";
import type { Place } from "./places.ts";
import { Recorder } from "./recorder.ts";
import { at } from "./values.ts";

/** What one call did, under one sequence of choices. */
export interface Reaction {
  readonly writes: readonly Write[];
  /** What it put out, by its number in the alphabet. */
  readonly output: number;
  readonly choices: readonly Json[];
}

/** A look and where each of its sights leads; or, where `look` is null, a leaf. */
class Tree {
  readonly look: Look | null;
  readonly branches: (Tree | undefined)[] = [];
  readonly reactions: readonly Reaction[];
  /** Whether nothing happens here. */
  readonly isDeaf: boolean;

  constructor(look: Look | null, reactions: readonly Reaction[]) {
    this.look = look;
    this.reactions = reactions;
    this.isDeaf = look === null && reactions.every(({ writes, output }) => writes.length === 0 && output === SILENT);
  }
}

/** For each input the first calls are made twice, watched and unwatched, and of the others every eighth. */
const FIRST_CALLS = 4;
const EVERY = 8;

/** The reactions of one replica to one input. */
export class Reactions {
  readonly #machine: Machine;
  readonly #input: Input;
  readonly #layout: Layout;
  readonly #alphabet: Alphabet;
  #tree: Tree | undefined;
  /** Calls of the reducer. */
  calls = 0;

  constructor(machine: Machine, input: Input, layout: Layout, alphabet: Alphabet) {
    this.#machine = machine;
    this.#input = input;
    this.#layout = layout;
    this.#alphabet = alphabet;
  }

  /** What the replica does in the state of a row: one reaction for each sequence of choices. */
  on(row: Row): readonly Reaction[] {
    let tree = this.#tree;
    while (tree !== undefined && tree.look !== null) tree = tree.branches[tree.look.see(row)];
    return tree === undefined ? this.#learn(row) : tree.reactions;
  }

  /** The columns of the first looks: those that most inputs are turned away by. */
  firstColumns(looks: number): readonly number[] {
    const columns: number[] = [];
    let tree = this.#tree;
    for (let look = 0; look < looks && tree?.look; look++) {
      columns.push(tree.look.column);
      tree = tree.branches.find((branch) => branch?.look);
    }
    return columns;
  }

  /** Whether looks at these columns alone tell that nothing happens in the state of a row. */
  isDeaf(row: Row, columns: ReadonlySet<number>): boolean {
    let tree = this.#tree;
    while (tree?.look) {
      if (!columns.has(tree.look.column)) return false;
      tree = tree.branches[tree.look.see(row)];
    }
    return tree?.isDeaf ?? false;
  }

  #learn(row: Row): readonly Reaction[] {
    const once = this.calls >= FIRST_CALLS && this.calls % EVERY !== 0;
    this.calls++;
    const state = this.#layout.state(row);
    const recorder = new Recorder(state, this.#layout.root);
    const steps = this.#machine.on(state, this.#input, { watch: recorder.watch, once });
    const reactions = steps.map((step, call) => this.#reaction(step, recorder.written(call, step.replica)));
    this.#grow(row, this.#layout.looks(recorder.reads), reactions);
    return reactions;
  }

  #reaction(step: Step, written: readonly Place[]): Reaction {
    return {
      writes: written.flatMap((place) => this.#layout.writes(place, at(step.replica, place.path))),
      output: this.#alphabet.idOfOutput(step),
      choices: step.choices,
    };
  }

  /** Puts a leaf where these looks at this row lead. */
  #grow(row: Row, looks: readonly Look[], reactions: readonly Reaction[]): void {
    let parent: { readonly branches: (Tree | undefined)[]; readonly branch: number } | null = null;
    let here = this.#tree;
    const put = (tree: Tree): void => {
      if (parent) parent.branches[parent.branch] = tree;
      else this.#tree = tree;
    };
    for (const look of looks) {
      if (here && here.look !== look) throw new Error("a reducer took different looks after the same sights");
      const node: Tree = here ?? new Tree(look, []);
      if (!here) put(node);
      parent = { branches: node.branches, branch: look.see(row) };
      here = node.branches[parent.branch];
    }
    put(new Tree(null, reactions));
  }
}
