/**
 * What the replicas of one protocol have in common. Most of what a replica does it does without asking which one it is: what
 * one of them was found to do on an input, another one would do as well, and its reducer is not called for it.
 */
import { canonical } from "../../model/canonical.ts";
import type { Input, Machine } from "../../model/machine.ts";
import type { Alphabet } from "./alphabet.ts";
import { columnsOf } from "./columns.ts";
import { DecisionTree } from "./decision-tree.ts";
import { Layout } from "./layout.ts";
import { type Anybodys, type Learned, Reactions } from "./reactions.ts";
import { Values } from "./values.ts";

export class SharedReactions {
  readonly #alphabet: Alphabet;
  readonly #values = new Values();
  readonly #layouts = new Map<string, Layout>();
  readonly #anybodys = new Map<Layout, Map<string, Anybodys>>();

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  /** The layout of states like this one: the same for states of the same shape, so that their rows compare. */
  layoutOf(sample: unknown): Layout {
    const shape = JSON.stringify(columnsOf(sample).root, (_, value) => (value instanceof Map ? [...value] : value));
    const layout = this.#layouts.get(shape) ?? new Layout(this.#values, sample);
    this.#layouts.set(shape, layout);
    return layout;
  }

  /**
   * What a replica with this layout does on an input.
   *
   * @param learned where what is found out of it is added, if anywhere
   */
  of(machine: Machine, input: Input, layout: Layout, learned: Learned[] | null = null): Reactions {
    const inputs = this.#anybodys.get(layout) ?? new Map<string, Anybodys>();
    this.#anybodys.set(layout, inputs);
    const text = textOf(input);
    const known = inputs.get(text) ?? { tree: new DecisionTree(), calls: 0 };
    inputs.set(text, known);
    return new Reactions(machine, input, layout, this.#alphabet, learned, known);
  }
}

/** An input without its recipient. */
function textOf(input: Input): string {
  if (input.kind !== "deliver") return canonical(input);
  const { from, body } = input.envelope;
  return canonical({ from, body });
}
