/** Sorted lists: so that the order in which things came leaves no trace in a state. */

/** Under this key a list may have its own way of taking an item in: the compiled engine watches lists that way. */
export const INSERT = Symbol("insert");

interface Watched {
  readonly [INSERT]?: (item: number) => void;
}

/**
 * Puts a number into a list in ascending order, in place. The compiled engine knows this operation: it depends on what is
 * in the list already, but whoever inserts has not looked at that.
 */
export function insert(list: number[], item: number): void {
  const own = (list as Watched)[INSERT];
  if (own) own(item);
  else list.splice(placeOf(list, item), 0, item);
}

/** The list with a number put in, as `insert` does. */
export const inserted = (list: readonly number[], item: number): readonly number[] =>
  list.toSpliced(placeOf(list, item), 0, item);

function placeOf(list: readonly number[], item: number): number {
  const place = list.findIndex((other) => other > item);
  return place < 0 ? list.length : place;
}
