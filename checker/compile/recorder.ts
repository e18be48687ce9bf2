/**
 * Watches the calls of a reducer on one state: which parts of its replica it read, and which it wrote.
 *
 * A reducer that read only `view` and `slot` and changed nothing will change nothing in every replica state with that
 * view and slot. So a call is remembered by what it read, not by the whole state. That is sound only if every read is
 * seen: records and lists are looked into through a proxy, key by key; one that is enumerated, stored or otherwise
 * taken as a whole counts as read whole. Lists of primitives are read whole at once, but for their length and for
 * whether they hold an item: how many have voted matters more often than who.
 */
import type { Draft } from "../../model/draft.ts";
import { Place, type Read } from "./places.ts";
import { inside, isFlat, isInner, isRecord } from "./values.ts";
import { Watcher } from "./watcher.ts";

export type Plain = { [key: string | symbol]: unknown };

/** Numbers put into the sorted list at a place. */
export interface Inserted {
  readonly place: Place;
  readonly items: readonly number[];
}

/** What one call read and wrote. */
export class Call {
  readonly #writes = new Set<Place>();
  readonly #inserted = new Map<Place, number[]>();
  /** What it read of the state, in the order of reading. */
  readonly reads = new Set<Read>();

  write(place: Place): void {
    this.#writes.add(place);
  }

  /** Something is put into the sorted list at a place: what else is in that was not looked at. */
  insert(place: Place, item: number): void {
    const items = this.#inserted.get(place);
    if (items) items.push(item);
    else this.#inserted.set(place, [item]);
  }

  /** Whether what stands at a place was written in this call, so that to read it is to read nothing of the state. */
  wrote(place: Place): boolean {
    return place.isIn(this.#writes);
  }

  /**
   * The places that were written, none below another. What was written may be what was there, and what changed may have
   * been written under another name, or in place: both count.
   */
  written(before: unknown, after: unknown, root: Place): readonly Place[] {
    const places = new Set(this.#writes);
    addChanged(before, after, root, places, this.#inserted);
    return [...places].filter(({ parent }) => !parent?.isIn(places));
  }

  /** What was put into which lists, but for those that were written as a whole as well. */
  inserted(written: readonly Place[]): readonly Inserted[] {
    const whole = new Set(written);
    return [...this.#inserted].filter(([place]) => !place.isIn(whole)).map(([place, items]) => ({ place, items }));
  }
}

/**
 * Adds where two values differ, and not by what was inserted alone: the highest places below which there is more than
 * records or lists of the same.
 */
function addChanged(
  before: unknown,
  after: unknown,
  place: Place,
  into: Set<Place>,
  inserted: ReadonlyMap<Place, unknown>,
): void {
  if (before === after || into.has(place) || inserted.has(place)) return;
  const isSame = isRecord(before) ? isRecord(after) : Array.isArray(before) && Array.isArray(after);
  if (!isSame || (Array.isArray(before) && before.length !== (after as unknown[]).length)) {
    into.add(place);
    return;
  }
  const [old, fresh] = [before as Plain, after as Plain];
  for (const key in old) addChanged(old[key], inside(fresh, key), place.at(key), into, inserted);
  for (const key in fresh) if (!Object.hasOwn(old, key)) into.add(place.at(key));
}

function noteIn(reads: Set<Read>, read: Read): void {
  for (let place: Place | null = read.place; place; place = place.parent) if (reads.has(place.whole)) return;
  reads.add(read);
}

/** Watches the calls of one reducer on one state, one call for each sequence of choices. */
export class Recorder {
  readonly #base: unknown;
  readonly #root: Place;
  readonly #reads = new Set<Read>();
  readonly #calls: Call[] = [];
  readonly #behind = new WeakMap<object, { readonly draft: Plain; readonly place: Place }>();
  readonly #proxies = new WeakMap<object, Plain>();

  /** Whether the reducer has asked which replica it is, in any of the calls. */
  askedWho = false;

  /**
   * @param base the frozen state that the reducer is called on
   * @param root the place of the state, the same for all recorders whose reads are compared
   */
  constructor(base: unknown, root = new Place()) {
    this.#base = base;
    this.#root = root;
  }

  /** What was read in all calls, in the order of reading. */
  get reads(): readonly Read[] {
    return [...this.#reads];
  }

  /** What call number `call` read: what it did depends on nothing else. */
  readsOf(call: number): readonly Read[] {
    return [...(this.#calls[call]?.reads ?? [])];
  }

  /**
   * The places that call number `call` wrote; what they hold now stands in the state after it. And what it put into sorted
   * lists elsewhere.
   */
  written(call: number, after: unknown): { readonly places: readonly Place[]; readonly inserted: readonly Inserted[] } {
    const places = this.#calls[call]?.written(this.#base, after, this.#root) ?? [];
    return { places, inserted: this.#calls[call]?.inserted(places) ?? [] };
  }

  /** Stands between a reducer and its draft: one call. */
  watch = <R>(draft: Draft<R>): Draft<R> => {
    const call = new Call();
    this.#calls.push(call);
    if (isRecord(draft)) return this.wrap(draft as Plain, this.#base as Plain, this.#root, call) as Draft<R>;
    this.note(this.#root.whole);
    return draft;
  };

  /** Called when the reducer asks which replica it is. */
  asksWho = (): void => {
    this.askedWho = true;
  };

  /** Notes a look, unless what was read whole before shows it already. */
  note(read: Read): void {
    noteIn(this.#reads, read);
    const call = this.#calls.at(-1);
    if (call) noteIn(call.reads, read);
  }

  /** The proxy of a record or list of a draft: the same one by whatever name it is reached. */
  wrap(draft: Plain, base: Plain, place: Place, call: Call): Plain {
    const known = this.#proxies.get(draft);
    if (known) return known;
    const target = (Array.isArray(base) ? [] : {}) as Plain;
    const proxy = new Proxy(target, new Watcher(this, draft, base, place, call, isFlat(base)));
    this.#behind.set(proxy, { draft, place });
    this.#proxies.set(draft, proxy);
    return proxy;
  }

  /** A value of a draft, through its proxy if it has one. */
  known(value: unknown): unknown {
    return isInner(value) ? (this.#proxies.get(value) ?? value) : value;
  }

  /** What is stored, without the proxies in it: it is read whole, and a proxy must not get into a state. */
  unwrapped(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const behind = this.#behind.get(value);
    if (behind) {
      this.note(behind.place.whole);
      return behind.draft;
    }
    if (Object.isFrozen(value)) return value;
    for (const [key, item] of Object.entries(value)) {
      const plain = this.unwrapped(item);
      if (plain !== item) (value as Plain)[key] = plain;
    }
    return value;
  }
}
