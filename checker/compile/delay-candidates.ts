/** Inputs of a replica that might be postponed in a state, by the unit that they write. */
import { SILENT } from "./alphabet.ts";
import type { Layout } from "./layout.ts";
import { type Leaf, written } from "./leaf.ts";
import type { Row } from "./looks.ts";
import { type Path, startsWith } from "./places.ts";
import type { Unit } from "./units.ts";

/** Some inputs and the unit that they write. */
export interface Candidates {
  readonly unit: Unit;
  readonly members: readonly number[];
}

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
