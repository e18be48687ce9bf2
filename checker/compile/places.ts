/** Places in a replica state, and what can be seen there. Each is one object, so that to compare two is no work. */

/** The keys that lead to a place. */
export type Path = readonly string[];

/** Whether a path begins with another one. */
export const startsWith = (path: Path, start: Path): boolean =>
  start.length <= path.length && start.every((key, depth) => path[depth] === key);

/**
 * A look at a place. Without taking a value whole it shows a primitive, whether there is nothing, a record, a list of
 * primitives or any other list; or whether a list holds an item.
 */
export interface Read {
  readonly place: Place;
  readonly sees: Sees;
}

export type Sees = "kind" | "whole" | { readonly item: unknown };

export class Place {
  readonly parent: Place | null;
  readonly key: string;
  readonly kind: Read = { place: this, sees: "kind" };
  readonly whole: Read = { place: this, sees: "whole" };
  /** Whether what stands here is kept in several parts. */
  isDivided = false;
  readonly #below = new Map<string, Place>();
  readonly #items = new Map<unknown, Read>();

  /** The state as a whole, if nothing is given. */
  constructor(parent: Place | null = null, key = "") {
    this.parent = parent;
    this.key = key;
  }

  /** The place that a key leads to from here. */
  at(key: string): Place {
    let place = this.#below.get(key);
    if (!place) {
      place = new Place(this, key);
      this.#below.set(key, place);
    }
    return place;
  }

  /** Whether the list here holds an item. */
  holding(item: unknown): Read {
    let read = this.#items.get(item);
    if (!read) {
      read = { place: this, sees: { item } };
      this.#items.set(item, read);
    }
    return read;
  }

  get path(): Path {
    return this.parent === null ? [] : [...this.parent.path, this.key];
  }

  /** Whether this or a place above it is among some places. */
  isIn(places: ReadonlySet<Place>): boolean {
    if (places.size === 0) return false;
    for (let place: Place | null = this; place; place = place.parent) if (places.has(place)) return true;
    return false;
  }
}
