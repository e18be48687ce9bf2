/**
 * Watches the calls of a reducer on one state: which parts of its replica it read, and which it wrote.
 *
 * A reducer that read only `view` and `slot` and changed nothing will change nothing in every replica state with that
 * view and slot. So a call is remembered by what it read, not by the whole state. That is sound only if every read is
 * seen: records are looked into through a proxy, key by key; a record that is enumerated, stored or otherwise taken as
 * a whole counts as read whole; arrays always do.
 */
import type { Draft } from "../../model/draft.ts";
import { at, isRecord } from "./values.ts";

/** A place in a replica state: the keys that lead to it. */
export type Path = readonly string[];

/**
 * A look at a place. It shows what stands there if that is no record; of a record it shows only that one is there,
 * unless it is taken whole.
 */
export interface Read {
  readonly path: Path;
  readonly whole: boolean;
}

type Plain = { [key: string | symbol]: unknown };

const keyOf = (path: Path): string => path.join("\u0000");

/** What one call wrote. */
class Call {
  readonly #writes = new Map<string, Path>();

  write(path: Path): void {
    this.#writes.set(keyOf(path), path);
  }

  /** Whether what stands at a path was written in this call, so that to read it is to read nothing of the state. */
  wrote(path: Path): boolean {
    return this.#writes.size > 0 && path.some((_, last) => this.#writes.has(keyOf(path.slice(0, last + 1))));
  }

  /**
   * The paths that were written, none below another. What was written may be what was there, and what changed may have
   * been written under another name, or in place: both count.
   */
  written(before: unknown, after: unknown): readonly Path[] {
    const paths = new Map([...changed(before, after, []).map((path) => [keyOf(path), path] as const), ...this.#writes]);
    return [...paths.values()].filter(
      (path) => !path.some((_, last) => last > 0 && paths.has(keyOf(path.slice(0, last)))),
    );
  }
}

/** Where two values differ: the shortest paths below which there is more than records of the same. */
const changed = (before: unknown, after: unknown, path: Path): readonly Path[] => {
  if (before === after) return [];
  if (!isRecord(before) || !isRecord(after)) return [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changed(before[key], after[key], [...path, key]));
};

/** Watches the calls of one reducer on one state, one call for each sequence of choices. */
export class Recorder {
  readonly #base: unknown;
  readonly #reads = new Map<string, Read>();
  readonly #calls: Call[] = [];
  readonly #inside = new WeakMap<object, { readonly draft: Plain; readonly path: Path }>();
  readonly #proxies = new WeakMap<object, Plain>();

  /** @param base the frozen state that the reducer is called on */
  constructor(base: unknown) {
    this.#base = base;
  }

  /** What was read in all calls, in the order of reading. */
  get reads(): readonly Read[] {
    return [...this.#reads.values()];
  }

  /** The paths that call number `call` wrote; what they hold now stands in the state after it. */
  written(call: number, after: unknown): readonly Path[] {
    return this.#calls[call]?.written(this.#base, after) ?? [];
  }

  /** Stands between a reducer and its draft: one call. */
  watch = <R>(draft: Draft<R>): Draft<R> => {
    const call = new Call();
    this.#calls.push(call);
    if (isRecord(draft)) return this.wrap(draft as Plain, [], call) as Draft<R>;
    this.note([], true);
    return draft;
  };

  note(path: Path, whole: boolean): void {
    const key = `${keyOf(path)}${whole ? "\u0001" : ""}`;
    if (!this.#reads.has(key)) this.#reads.set(key, { path, whole });
  }

  /** What stood at a path before the call. */
  before(path: Path): unknown {
    return at(this.#base, path);
  }

  /** The proxy of a record of a draft: the same one by whatever name it is reached. */
  wrap(draft: Plain, path: Path, call: Call): Plain {
    const known = this.#proxies.get(draft);
    if (known) return known;
    const proxy = new Proxy({} as Plain, new Watcher(this, draft, path, call));
    this.#inside.set(proxy, { draft, path });
    this.#proxies.set(draft, proxy);
    return proxy;
  }

  /** A value of a draft, through its proxy if it has one. */
  known(value: unknown): unknown {
    return isRecord(value) ? (this.#proxies.get(value) ?? value) : value;
  }

  /** What is stored, without the proxies in it: it is read whole, and a proxy must not get into a state. */
  unwrapped(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const inside = this.#inside.get(value);
    if (inside) {
      this.note(inside.path, true);
      return inside.draft;
    }
    if (Object.isFrozen(value)) return value;
    for (const [key, item] of Object.entries(value)) {
      const plain = this.unwrapped(item);
      if (plain !== item) (value as Plain)[key] = plain;
    }
    return value;
  }
}

/** Watches one record of a draft. */
class Watcher implements ProxyHandler<Plain> {
  readonly #recorder: Recorder;
  readonly #draft: Plain;
  readonly #path: Path;
  readonly #call: Call;

  constructor(recorder: Recorder, draft: Plain, path: Path, call: Call) {
    this.#recorder = recorder;
    this.#draft = draft;
    this.#path = path;
    this.#call = call;
  }

  get(_: Plain, key: string | symbol): unknown {
    // Drafts know each other by a symbol: this record was put, as it is, into an array or a record of the reducer's own.
    if (typeof key === "symbol") {
      this.#recorder.note(this.#path, true);
      return this.#draft[key];
    }
    const place = [...this.#path, key];
    const value = this.#draft[key];
    if (this.#call.wrote(place)) return this.#recorder.known(value);
    this.#recorder.note(place, false);
    if (!isRecord(this.#recorder.before(place)) || !isRecord(value)) return value;
    return this.#recorder.wrap(value as Plain, place, this.#call);
  }

  has(target: Plain, key: string | symbol): boolean {
    this.get(target, key);
    return key in this.#draft;
  }

  set(_: Plain, key: string | symbol, value: unknown): boolean {
    this.#write(key);
    this.#draft[key] = this.#recorder.unwrapped(value);
    return true;
  }

  deleteProperty(_: Plain, key: string | symbol): boolean {
    this.#write(key);
    return delete this.#draft[key];
  }

  ownKeys(): (string | symbol)[] {
    this.#recorder.note(this.#path, true);
    return Reflect.ownKeys(this.#draft);
  }

  getOwnPropertyDescriptor(_: Plain, key: string | symbol): PropertyDescriptor | undefined {
    this.#recorder.note(this.#path, true);
    if (!Object.hasOwn(this.#draft, key)) return undefined;
    return { value: this.#draft[key], enumerable: true, configurable: true, writable: true };
  }

  getPrototypeOf(): object {
    return Object.prototype;
  }

  #write(key: string | symbol): void {
    this.#call.write([...this.#path, String(key)]);
  }
}
