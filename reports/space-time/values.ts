/** The values of a trace: which messages carry which, and how each looks. */
import { canonical, type Json } from "../../model/canonical.ts";
import type { Body } from "../../model/message.ts";
import { clipMiddle, valueWords } from "../words.ts";
import type { Value, ValueIndex } from "./picture.ts";

/** How many colours, and how many shapes. */
const LOOKS = 8;

/** Numbers values as they appear. */
export class Values {
  readonly #indices = new Map<string, ValueIndex>();
  readonly #values: Value[] = [];
  readonly #executed: ReadonlySet<string>;

  /** @param executed what is executed in the trace: a message that has no field `value` may still carry it as a text */
  constructor(executed: readonly Json[]) {
    this.#executed = new Set(executed.filter((value) => typeof value === "string").map((value) => canonical(value)));
  }

  /** All values so far, by index. */
  get all(): readonly Value[] {
    return this.#values;
  }

  index(value: Json): ValueIndex {
    const text = canonical(value);
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    const index = this.#values.length;
    // Once the colours have been through, each gets the next shape, so that both together stay apart.
    const shape = (index + Math.floor(index / LOOKS)) % LOOKS;
    this.#values.push({ text: clipMiddle(valueWords(value), 40), colour: index % LOOKS, shape });
    this.#indices.set(text, index);
    return index;
  }

  /** The values that a message carries: those in its fields named `value`, at any depth; else texts that are executed. */
  carriedBy(body: Body): readonly ValueIndex[] {
    const { kind: _, ...fields } = body as Body & { readonly [name: string]: Json };
    const named = fieldsNamed("value", fields);
    const found = named.length > 0 ? named : this.#texts(fields);
    return [...new Set(found.map((value) => this.index(value)))];
  }

  #texts(value: Json): readonly Json[] {
    if (typeof value === "string") return this.#executed.has(canonical(value)) ? [value] : [];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value as { readonly [key: string]: Json }).flatMap((field) => this.#texts(field));
  }
}

function fieldsNamed(name: string, value: Json): readonly Json[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as { readonly [key: string]: Json }).flatMap(([key, field]) =>
    key === name ? [field] : fieldsNamed(name, field),
  );
}
