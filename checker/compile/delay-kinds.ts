/**
 * What a group leads to, sorted into kinds: contents of its unit that look the same to everybody who looked. Where voters
 * are counted and one of them is looked for, that is how many there are and whether that one is among them.
 */
import { Interner } from "../../model/canonical.ts";
import type { Group } from "./delay-groups.ts";
import { written } from "./leaf.ts";
import type { Look, Row, Write } from "./looks.ts";
import type { Unit } from "./units.ts";
import { isInner } from "./values.ts";

export interface Kinds {
  /** A number that two share exactly if they are the same kinds, of the same unit, to the same looks. */
  readonly id: number;
  /** What it takes to put one content of each kind into a state; first one like that which is there. */
  readonly samples: readonly Write[];
  /** Contents of which there is but one that looks like that, in whatever state. */
  readonly certain: ReadonlySet<number>;
}

/** The looks that were taken at a unit; `all` where contents have to be told apart altogether. */
export type LooksAt = ReadonlySet<Look> | "all";

export class Sorter {
  readonly #known = new Map<string, Kinds>();
  readonly #ids = new Interner<object>();

  /** @param row any state in which the group's unit is where it is */
  sort(group: Group, looks: LooksAt, row: Row): Kinds {
    const name = `${group.id} ${looks === "all" ? looks : [...looks].map(({ id }) => id).join()}`;
    let kinds = this.#known.get(name);
    if (!kinds) {
      kinds = looks === "all" ? this.#eachByItself(group) : this.#byLooks(group, [...looks], row);
      this.#known.set(name, kinds);
    }
    return kinds;
  }

  #eachByItself({ unit, contents, values }: Group): Kinds {
    return { id: this.#ids.id([unit.id, ...contents]), samples: values, certain: new Set(contents) };
  }

  #byLooks({ unit, contents, values }: Group, looks: readonly Look[], row: Row): Kinds {
    const samples = new Map<string, Write>();
    const certain = new Set<number>();
    contents.forEach((content, at) => {
      const write = values[at] as Write;
      const sights = looks.map((look) => look.see(written(row, [write]))).join();
      if (!samples.has(sights)) samples.set(sights, write);
      if (isCertain(unit, content, looks)) certain.add(content);
    });
    const id = this.#ids.id([[unit.id], looks.map((look) => look.id), [...samples.keys()].sort()]);
    return { id, samples: [...samples.values()], certain };
  }
}

/** A look at what kind of thing it is tells nothing and primitives from all else; and its length an empty list. */
function isCertain(unit: Unit, content: number, looks: readonly Look[]): boolean {
  const value = unit.valueOf(content);
  const sees = (depth: number): boolean =>
    looks.some(({ sees, below }) => sees === "kind" && below.length === unit.path.length + depth);
  if (looks.some(({ sees, below }) => sees === "whole" && below.length === unit.path.length)) return true;
  if (!isInner(value)) return sees(0);
  return Array.isArray(value) && value.length === 0 && sees(0) && sees(1);
}
