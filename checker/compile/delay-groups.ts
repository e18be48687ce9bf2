/** Inputs that may be postponed together: those that write the same unit of a replica state, and where they lead. */
import type { Interner } from "../../model/canonical.ts";
import { SILENT } from "./alphabet.ts";
import type { Layout } from "./layout.ts";
import { type Leaf, written } from "./leaf.ts";
import type { Row, Write } from "./looks.ts";
import type { Path } from "./places.ts";
import type { Reactions } from "./reactions.ts";
import { startsWith, type Unit } from "./units.ts";

/** Some inputs and the unit that they write. */
export interface Candidates {
  readonly unit: Unit;
  readonly members: readonly number[];
}

/** Inputs of which each is silent wherever they lead, in whatever order. */
export interface Group extends Candidates {
  /** A number that equal groups share. */
  readonly id: number;
  /** What it takes to put each value that the unit comes to have; first the one that it has. */
  readonly values: readonly Write[];
  /** The columns that the members look at. */
  readonly looksAt: ReadonlySet<number>;
}

/** Values of a unit past which nothing is postponed. */
const MOST_VALUES = 1024;

/** The inputs that do one thing in a state, which is silent and changes one unit, by that unit. */
export function candidatesAt(row: Row, leaves: readonly Leaf[], layout: Layout): readonly Candidates[] {
  const found: { readonly input: number; readonly column: number; readonly path: Path }[] = [];
  leaves.forEach((leaf, input) => {
    const place = leaf.isDeaf ? null : silentPlace(row, leaf, layout);
    if (place) found.push({ input, ...place });
  });
  // A place in another one is part of it.
  const outer = found.filter(
    ({ column, path }) =>
      !found.some(
        (other) => other.column === column && other.path.length < path.length && startsWith(path, other.path),
      ),
  );
  const all = new Set(outer.map(({ column, path }) => layout.units.at(column, path)));
  return [...all].map((unit) => ({
    unit,
    members: found
      .filter(({ column, path }) => column === unit.column && startsWith(path, unit.path))
      .map(({ input }) => input),
  }));
}

/** Where the one silent reaction of an input changes the state; null if it has none, or changes more than one column. */
function silentPlace(row: Row, leaf: Leaf, layout: Layout): { readonly column: number; readonly path: Path } | null {
  const [only, ...others] = leaf.reactions;
  if (!only || others.length > 0 || only.output !== SILENT) return null;
  const next = written(row, only.writes);
  let column = -1;
  for (let at = 0; at < row.length; at++) {
    if (row[at] === next[at]) continue;
    if (column >= 0) return null;
    column = at;
  }
  if (column < 0) return null;
  const paths = only.writes.filter((write) => write.column === column).map(({ below }) => below);
  return { column, path: layout.inRecords(row[column] as number, commonStart(paths)) };
}

const commonStart = ([first = [], ...rest]: readonly Path[]): Path => {
  const differs = first.findIndex((key, depth) => rest.some((path) => path[depth] !== key));
  return differs < 0 ? first : first.slice(0, differs);
};

/**
 * The group that candidates are: all that they lead to from a state, by themselves. Each step must be silent and the only
 * one, write nothing but the unit, and depend on nothing that other candidates write; so groups may be taken together.
 *
 * @returns null if it is not so
 */
export function groupOf(
  row: Row,
  { unit, members }: Candidates,
  others: readonly Unit[],
  reactions: readonly Reactions[],
  ids: Interner<object>,
): Group | null {
  const values = [unit.read(row)];
  const known = new Set(values);
  const looksAt = new Set<number>();
  const writes: Write[] = [];
  for (let at = 0; at < values.length; at++) {
    const write = unit.putting(values[at] as number);
    writes.push(write);
    const here = written(row, [write]);
    for (const member of members) {
      const leaf = (reactions[member] as Reactions).leaf(here);
      if (others.some((other) => leaf.looksAt(other) || leaf.writesTo(other))) return null;
      for (const { column } of leaf.looks) looksAt.add(column);
      if (leaf.isDeaf) continue;
      const next = silentStep(here, leaf, unit);
      if (next === null) return null;
      const value = unit.read(next);
      if (known.has(value)) continue;
      known.add(value);
      values.push(value);
      if (values.length > MOST_VALUES) return null;
    }
  }
  const id = ids.id([unit.id, members, values, [...looksAt].sort((a, b) => a - b)]);
  return { id, unit, members, values: writes, looksAt };
}

/** The state after the one silent reaction, which changes nothing but the unit; null if there is no such reaction. */
function silentStep(row: Row, { reactions }: Leaf, unit: Unit): Row | null {
  const [only, ...others] = reactions;
  if (!only || others.length > 0 || only.output !== SILENT) return null;
  for (const write of only.writes) {
    const { column, put } = write;
    if (!unit.holds(write) && put(row[column] as number) !== row[column]) return null;
  }
  return written(row, only.writes);
}
