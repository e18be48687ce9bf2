/** Watches one record or list of a draft: the traps of its proxy. */
import { INSERT, insert } from "../../model/sorted.ts";
import type { Place } from "./places.ts";
import type { Call, Plain, Recorder } from "./recorder.ts";
import { inside, isInner, isRecord } from "./values.ts";

/** What the language itself asks of a list that it goes through; the answers say nothing about this one. */
const ASKED_OF_LISTS: ReadonlySet<string | symbol> = new Set([
  Symbol.iterator,
  Symbol.isConcatSpreadable,
  Symbol.unscopables,
]);

export class Watcher implements ProxyHandler<Plain> {
  readonly #recorder: Recorder;
  readonly #draft: Plain;
  /** What stood here before the call. */
  readonly #base: Plain;
  readonly #place: Place;
  readonly #call: Call;
  readonly #isList: boolean;
  /** Whether this is a list of primitives: looked at as a whole, but for its length and whether it holds an item. */
  readonly #isFlat: boolean;

  constructor(recorder: Recorder, draft: Plain, base: Plain, place: Place, call: Call, isFlat: boolean) {
    this.#recorder = recorder;
    this.#draft = draft;
    this.#base = base;
    this.#place = place;
    this.#call = call;
    this.#isList = Array.isArray(base);
    this.#isFlat = isFlat;
  }

  get(_: Plain, key: string | symbol): unknown {
    const value = this.#draft[key];
    if (this.#isList && !isIndex(key) && key !== "length") return this.#ofList(key, value);
    // Drafts know each other by a symbol: this record was put, as it is, into an array or a record of the reducer's own.
    if (typeof key === "symbol") {
      this.#noteWhole();
      return value;
    }
    const place = this.#place.at(key);
    if (this.#call.wrote(place)) return this.#recorder.known(value);
    if (this.#isFlat && key !== "length") {
      this.#noteWhole();
      return value;
    }
    this.#recorder.note(place.kind);
    const base = inside(this.#base, key);
    if (!isInner(base) || !isInner(value)) return value;
    return this.#recorder.wrap(value as Plain, base as Plain, place, this.#call);
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
    this.#write(key, true);
    return delete this.#draft[key];
  }

  ownKeys(): (string | symbol)[] {
    this.#noteWhole();
    return Reflect.ownKeys(this.#draft);
  }

  getOwnPropertyDescriptor(_: Plain, key: string | symbol): PropertyDescriptor | undefined {
    this.#noteWhole();
    if (!Object.hasOwn(this.#draft, key)) return undefined;
    const isLength = this.#isList && key === "length";
    return { value: this.#draft[key], enumerable: !isLength, configurable: !isLength, writable: true };
  }

  getPrototypeOf(): object {
    return this.#isList ? Array.prototype : Object.prototype;
  }

  #noteWhole(): void {
    this.#recorder.note(this.#place.whole);
  }

  /** Takes a number in without a look at what is there already. */
  readonly #insert = (item: number): void => {
    this.#call.insert(this.#place, item);
    insert(this.#draft as unknown as number[], item);
  };

  /** Methods of lists, which ask for the length and the items that they need through this proxy. */
  #ofList(key: string | symbol, value: unknown): unknown {
    if (key === INSERT)
      return this.#isFlat && !this.#place.isDivided && !this.#call.wrote(this.#place) ? this.#insert : undefined;
    if (typeof key === "symbol" && !ASKED_OF_LISTS.has(key)) this.#noteWhole();
    if (key !== "includes" || !this.#isFlat || this.#call.wrote(this.#place)) return value;
    return (item: unknown, ...from: readonly number[]) => {
      const asksOne = from.length === 0 && !isRecord(item) && !Array.isArray(item);
      this.#recorder.note(asksOne ? this.#place.holding(item) : this.#place.whole);
      return (this.#draft as unknown as readonly unknown[]).includes(item, ...from);
    };
  }

  /** A list that gets longer or shorter is written whole. */
  #write(key: string | symbol, isGone = false): void {
    const place = this.#place.at(String(key));
    if (!this.#isList) {
      this.#call.write(place);
      return;
    }
    const keepsLength = !isGone && isIndex(key) && Number(key) < (this.#draft as unknown as readonly unknown[]).length;
    if (keepsLength && !this.#isFlat) {
      this.#recorder.note(this.#place.at("length").kind);
      this.#call.write(place);
      return;
    }
    this.#noteWhole();
    this.#call.write(this.#place);
  }
}

const isIndex = (key: string | symbol): boolean => typeof key === "string" && /^\d+$/.test(key);
