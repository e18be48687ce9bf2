/**
 * What replica states become when two replicas swap their names. At some positions of a state there are names: a voter's in a
 * list, a primary's. Which these are nobody says; they are found where what one replica does can only be what the other does if they
 * are.
 */
import { canonical } from "../../model/canonical.ts";
import type { Envelope, ReplicaId } from "../../model/message.ts";
import type { Alphabet, Output } from "./alphabet.ts";
import type { Layout } from "./layout.ts";
import type { Look, Row, Write } from "./looks.ts";
import type { Path } from "./places.ts";
import { isFlat, isInner } from "./values.ts";

/** Where something stands: a column and the keys below it, as a text. */
type Position = string;

const positionOf = (column: number, below: Path): Position => [column, ...below].join("\u0000");
const below = (position: Position, key: string): Position => `${position}\u0000${key}`;

/** Thrown where a list of names is in no order: then it is not known what swapping them makes of it. */
class NoSet extends Error {}

/** Whether one thing is what another becomes: as things are, or if there are names at some more positions; else it is not. */
export type Match = "same" | "other" | readonly Position[];

export class Renaming {
  readonly #layout: Layout;
  readonly #swapped: ReadonlyMap<unknown, ReplicaId>;
  readonly #names: ReadonlySet<Position>;
  /** For each column, number of a value -> number of what it becomes. */
  readonly #known: readonly Map<number, number>[];

  /** @param names the positions at which there are names */
  constructor(layout: Layout, [one, other]: readonly [ReplicaId, ReplicaId], names: ReadonlySet<Position>) {
    this.#layout = layout;
    this.#swapped = new Map([
      [one, other],
      [other, one],
    ]);
    this.#names = names;
    this.#known = Array.from({ length: layout.width }, () => new Map());
  }

  /** What a message becomes: it comes from and goes to others. What it says stays as it is. */
  envelope({ from, to, body }: Envelope): Envelope {
    return { from: this.#replica(from), to: to === "all" ? to : this.#replica(to), body };
  }

  /** What a row becomes; null where a list of names is in no order. To swap twice changes nothing. */
  row(row: Row): Row | null {
    const renamed = row.slice();
    try {
      for (let column = 0; column < row.length; column++) renamed[column] = this.#field(column, row[column] as number);
    } catch (error) {
      if (!(error instanceof NoSet)) throw error;
      return null;
    }
    return renamed;
  }

  /** Whether one output is what another one becomes: message by message, and the same executions. */
  ofOutputs(output: number, image: number, alphabet: Alphabet): boolean {
    const textOf = ({ sends, executions }: Output, envelope: (message: Envelope) => Envelope): string =>
      canonical({ sends: sends.map((message) => canonical(envelope(alphabet.message(message)))).sort(), executions });
    const expected = textOf(alphabet.output(output), (message) => this.envelope(message));
    return expected === textOf(alphabet.output(image), (message) => message);
  }

  /** Whether a row is what another one becomes. */
  ofRows(row: Row, image: Row): Match {
    return all(Array.from(row, (field, column) => this.#ofFields(column, field, image[column] as number)));
  }

  /** Whether a look is what another one becomes. */
  ofLooks(look: Look, image: Look): Match {
    const position = positionOf(look.column, look.below);
    if (position !== positionOf(image.column, image.below)) return "other";
    if (typeof look.sees === "string" || typeof image.sees === "string")
      return look.sees === image.sees ? "same" : "other";
    return this.#ofItems([look.sees.item], [image.sees.item], position);
  }

  /** Whether a write is what another one becomes, as the two change a row and what that becomes. */
  ofWrites(write: Write, image: Write, row: Row, imageRow: Row): Match {
    const { column } = write;
    const position = positionOf(column, write.below);
    if (position !== positionOf(image.column, image.below)) return "other";
    if (write.inserted && image.inserted) return this.#ofItems(write.inserted, image.inserted, position);
    if (write.keeps || image.keeps) return "other";
    return this.#ofFields(column, write.put(row[column] as number), image.put(imageRow[column] as number));
  }

  #replica(id: ReplicaId): ReplicaId {
    return this.#swapped.get(id) ?? id;
  }

  #ofFields(column: number, field: number, image: number): Match {
    const [value, expected] = [this.#layout.valueOf(field), this.#layout.valueOf(image)];
    return this.#ofValues(value, expected, positionOf(column, []));
  }

  #ofValues(value: unknown, image: unknown, position: Position): Match {
    if (!isInner(value) || !isInner(image)) return this.#ofItems([value], [image], position);
    if (Array.isArray(value) !== Array.isArray(image)) return "other";
    if (isFlat(value) && isFlat(image)) return this.#ofLists(value as never, image as never, position);
    const keys = Object.keys(value);
    if (keys.length !== Object.keys(image).length || !keys.every((key) => Object.hasOwn(image, key))) return "other";
    return all(keys.map((key) => this.#ofValues(value[key], image[key], below(position, key))));
  }

  #ofLists(list: readonly unknown[], image: readonly unknown[], position: Position): Match {
    const isSame = (some: readonly unknown[]): boolean =>
      some.length === image.length && some.every((item, at) => Object.is(item, image[at]));
    const areNames = isAscending(list) && isSame(this.#set(list));
    if (this.#names.has(position)) return areNames ? "same" : "other";
    if (isSame(list)) return "same";
    return areNames ? [position] : "other";
  }

  #ofItems(items: readonly unknown[], images: readonly unknown[], position: Position): Match {
    if (items.length !== images.length) return "other";
    const areImages = items.every((item, at) => Object.is(this.#item(item), images[at]));
    if (this.#names.has(position)) return areImages ? "same" : "other";
    if (items.every((item, at) => Object.is(item, images[at]))) return "same";
    return areImages ? [position] : "other";
  }

  #field(column: number, field: number): number {
    const names = this.#known[column] as Map<number, number>;
    let renamed = names.get(field);
    if (renamed === undefined) {
      renamed = this.#layout.numberOf(this.#value(this.#layout.valueOf(field), positionOf(column, [])));
      names.set(field, renamed);
    }
    return renamed;
  }

  #value(value: unknown, position: Position): unknown {
    if (!isInner(value)) return this.#names.has(position) ? this.#item(value) : value;
    if (isFlat(value)) {
      if (!this.#names.has(position)) return value;
      if (!isAscending(value as never)) throw new NoSet();
      return this.#set(value as never);
    }
    if (Array.isArray(value)) return value.map((item, at) => this.#value(item, below(position, String(at))));
    const entries = Object.entries(value).map(([key, item]) => [key, this.#value(item, below(position, key))]);
    return Object.fromEntries(entries);
  }

  #item(item: unknown): unknown {
    return this.#swapped.get(item) ?? item;
  }

  /** A list of names in ascending order is a set of names: in ascending order again it is the same for the others. */
  #set(list: readonly unknown[]): readonly unknown[] {
    return list.map((item) => this.#item(item)).sort((a, b) => Number(a) - Number(b));
  }
}

const isAscending = (list: readonly unknown[]): list is readonly number[] =>
  list.every((item, at) => typeof item === "number" && (at === 0 || item >= Number(list[at - 1])));

/** What matches in all of its parts. */
export function all(matches: readonly Match[]): Match {
  if (matches.includes("other")) return "other";
  const positions = matches.flatMap((match) => (typeof match === "string" ? [] : match));
  return positions.length === 0 ? "same" : positions;
}
