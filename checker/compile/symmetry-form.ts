/**
 * The canonical form of a state of the composed system under its symmetries: one state of each orbit, the same one from
 * whichever of them it is asked for.
 *
 * The places of a class are put in the order of their keys. Among places of equal keys all orders are tried and the
 * least state is taken, except that places whose swap leaves the state as it is need no trying.
 */
import type { Composition } from "./composition.ts";
import { localAt, putLocal } from "./packing.ts";
import { type Symmetries, swappedPlace } from "./symmetry.ts";
import { Keys } from "./symmetry-keys.ts";
import { Memo } from "./symmetry-memo.ts";
import type { Symmetry } from "./symmetry-pairing.ts";

export class CanonicalForm {
  readonly #composition: Composition;
  readonly #classes: Symmetries["classes"];
  /** The swap of two places a and b, at a * places + b. */
  readonly #swaps: Symmetry[] = [];
  readonly #keys: Keys;
  /** The local states of each place and the surroundings: the state that is being renamed. */
  readonly #state: Int32Array;
  readonly #scratch: Int32Array;
  readonly #soup: Int32Array;
  readonly #key: Int32Array;
  /** For each place, surroundings -> what they add to its key. */
  readonly #soupKeys: readonly Memo[];
  /** For each swap, surroundings -> what they become. */
  readonly #renamed = new Map<Symmetry, Memo>();

  constructor(composition: Composition, symmetries: Symmetries) {
    const { machines, places, surroundings } = composition;
    this.#composition = composition;
    this.#classes = symmetries.classes;
    const messages = symmetries.swaps[0]?.messages.length ?? 0;
    this.#keys = new Keys(
      symmetries,
      machines.map(({ size }) => size),
      messages,
    );
    this.#state = new Int32Array(places + 1);
    this.#scratch = new Int32Array(places + 1);
    this.#soup = new Int32Array(surroundings.words + 1);
    this.#key = new Int32Array(places);
    this.#soupKeys = machines.map(
      (_, place) =>
        new Memo((around) => {
          surroundings.read(around, this.#soup);
          return this.#keys.ofSoup(place, this.#soup);
        }),
    );
    for (const swap of symmetries.swaps) {
      const [a, b] = swap.places;
      this.#swaps[a * places + b] = swap;
      this.#swaps[b * places + a] = swap;
      this.#renamed.set(swap, new Memo((around) => surroundings.renamed(around, swap.messages)));
    }
  }

  /** Writes the canonical form of a row into another. */
  of(row: Int32Array, into: Int32Array): void {
    const { packing, places, width } = this.#composition;
    const state = this.#state;
    for (let place = 0; place < places; place++) state[place] = localAt(packing, row, place);
    state[places] = row[width - 1] as number;
    this.#findKeys();
    for (const own of this.#classes) this.#sort(own);
    const ties = this.#classes.flatMap((own) => this.#ties(own));
    if (ties.length > 0) this.#leastOf(ties);
    for (let place = 0; place < places; place++) putLocal(packing, into, place, state[place] as number);
    into[width - 1] = state[places] as number;
  }

  #swapOf(a: number, b: number): Symmetry {
    return this.#swaps[a * this.#composition.places + b] as Symmetry;
  }

  /** Swaps the names of two places. */
  #swap(a: number, b: number): void {
    this.#swapped(this.#swapOf(a, b));
    this.#state.set(this.#scratch);
  }

  /** What the state becomes, into `scratch`; tells whether that is another state. */
  #swapped(swap: Symmetry): boolean {
    const { places: count } = this.#composition;
    const [state, next] = [this.#state, this.#scratch];
    for (let place = 0; place < count; place++) {
      const to = swappedPlace(place, swap);
      next[to] = (swap.states[place] as Int32Array)[state[place] as number] as number;
    }
    next[count] = (this.#renamed.get(swap) as Memo).of(state[count] as number);
    for (let at = 0; at <= count; at++) if (next[at] !== state[at]) return true;
    return false;
  }

  #findKeys(): void {
    const { places } = this.#composition;
    const state = this.#state;
    const around = state[places] as number;
    const locals = state.subarray(0, places);
    for (const own of this.#classes) {
      for (const place of own) {
        this.#key[place] = ((this.#soupKeys[place] as Memo).of(around) + this.#keys.ofLocals(place, locals)) | 0;
      }
    }
  }

  /** Puts the places of a class in the order of their keys, which go along. */
  #sort(own: readonly number[]): void {
    const key = this.#key;
    for (let at = 0; at < own.length - 1; at++) {
      const here = own[at] as number;
      let least = here;
      for (let other = at + 1; other < own.length; other++) {
        const place = own[other] as number;
        if ((key[place] as number) < (key[least] as number)) least = place;
      }
      if (least === here) continue;
      this.#swap(here, least);
      const keyHere = key[here] as number;
      key[here] = key[least] as number;
      key[least] = keyHere;
    }
  }

  /** Runs of places with equal keys that are not all alike. */
  #ties(own: readonly number[]): readonly Tie[] {
    const ties: Tie[] = [];
    for (let from = 0; from < own.length; ) {
      let to = from + 1;
      while (to < own.length && this.#key[own[to] as number] === this.#key[own[from] as number]) to++;
      if (to - from > 1) {
        const tie = this.#tie(own.slice(from, to));
        if (tie.block.some((one) => one > 0)) ties.push(tie);
      }
      from = to;
    }
    return ties;
  }

  #tie(places: readonly number[]): Tie {
    const block: number[] = [];
    places.forEach((place, at) => {
      const same = places.slice(0, at).findIndex((other) => !this.#swapped(this.#swapOf(other, place)));
      block.push(same < 0 ? at : (block[same] as number));
    });
    return { places, block };
  }

  #leastOf(ties: readonly Tie[]): void {
    const best = this.#state.slice();
    const offer = (): void => {
      if (this.#isBefore(this.#state, best)) best.set(this.#state);
    };
    const arrange = (tie: number, at: number): void => {
      const { places, block } = ties[tie] ?? NONE;
      if (tie === ties.length) offer();
      else if (at === places.length) arrange(tie + 1, 0);
      else {
        const tried = new Set<number>();
        for (let other = at; other < places.length; other++) {
          if (tried.has(block[other] as number)) continue;
          tried.add(block[other] as number);
          this.#exchange(places, block, at, other);
          arrange(tie, at + 1);
          this.#exchange(places, block, at, other);
        }
      }
    };
    arrange(0, 0);
    this.#state.set(best);
  }

  /** By local states, then by soups: not by the numbers of surroundings, which depend on the order of the search. */
  #isBefore(a: Int32Array, b: Int32Array): boolean {
    const { places, surroundings } = this.#composition;
    const differs = a.findIndex((word, at) => word !== b[at]);
    if (differs < places) return differs >= 0 && (a[differs] as number) < (b[differs] as number);
    surroundings.read(a[places] as number, this.#soup);
    const soup = this.#soup.slice();
    surroundings.read(b[places] as number, this.#soup);
    const word = soup.findIndex((bits, at) => bits !== this.#soup[at]);
    return word >= 0 && (soup[word] as number) < (this.#soup[word] as number);
  }

  #exchange(places: readonly number[], block: number[], a: number, b: number): void {
    if (a === b) return;
    this.#swap(places[a] as number, places[b] as number);
    const blockA = block[a] as number;
    block[a] = block[b] as number;
    block[b] = blockA;
  }
}

/** Places of equal keys, and for each the first of them that it can be swapped with and nothing changes. */
interface Tie {
  readonly places: readonly number[];
  readonly block: number[];
}

const NONE: Tie = { places: [], block: [] };
