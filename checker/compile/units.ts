/**
 * Units: parts of a replica state that inputs write each by itself, such as the votes for one value. A unit is a place in
 * a column; the places above it hold records, whatever stands in it.
 */
import type { Layout } from "./layout.ts";
import type { Look, Row, Write } from "./looks.ts";
import { type Path, startsWith } from "./places.ts";

export class Unit {
  /** A small number, one for each unit of a layout. */
  readonly id: number;
  readonly column: number;
  readonly path: Path;
  readonly #layout: Layout;

  constructor(id: number, column: number, path: Path, layout: Layout) {
    this.id = id;
    this.column = column;
    this.path = path;
    this.#layout = layout;
  }

  /** The number of what stands here. */
  read(row: Row): number {
    return this.#layout.under(row[this.column] as number, this.path);
  }

  /** The value of a number. */
  valueOf(content: number): unknown {
    return this.#layout.valueOf(content);
  }

  /** What it takes to put the value of a number here. */
  putting(value: number): Write {
    return this.#layout.write(this.column, this.path, value);
  }

  /** Whether a look tells what stands here. */
  isSeenBy(look: Look): boolean {
    return look.isAbout(this.column, this.path);
  }

  /** Whether a look that tells something of what stands here tells no more of it than what it is, how long, and one item. */
  isKnownBy({ below, sees }: Look): boolean {
    const isHere = below.length === this.path.length;
    return isHere || (sees === "kind" && below.length === this.path.length + 1 && below.at(-1) === "length");
  }

  /** Whether something is written here, or in it, or around it. */
  meets({ column, below }: Write): boolean {
    return this.#meets(column, below);
  }

  /** Whether one of two units is the other, or part of it. */
  overlaps({ column, path }: Unit): boolean {
    return this.#meets(column, path);
  }

  #meets(column: number, path: Path): boolean {
    return column === this.column && (startsWith(path, this.path) || startsWith(this.path, path));
  }

  /** Whether all that a write changes is here. */
  holds({ column, below }: Write): boolean {
    return column === this.column && startsWith(below, this.path);
  }

  /** Whether nothing of what stood here is left after a write. */
  isCoveredBy({ column, below, keeps }: Write): boolean {
    return !keeps && column === this.column && startsWith(this.path, below);
  }
}

/** The units of a layout, each one object. */
export class Units {
  readonly #layout: Layout;
  readonly #known = new Map<string, Unit>();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  at(column: number, path: Path): Unit {
    const name = [column, ...path].join("\u0000");
    let unit = this.#known.get(name);
    if (!unit) {
      unit = new Unit(this.#known.size, column, path, this.#layout);
      this.#known.set(name, unit);
    }
    return unit;
  }
}
