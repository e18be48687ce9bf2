/**
 * What a state of the composed system says of one of its places, as a number that goes along when places swap their
 * names: to put the places of a class in the order of their keys is most of a canonical form. Equal keys prove nothing.
 */
import { type Symmetries, swappedPlace } from "./symmetry.ts";

export class Keys {
  /** For each place and each other, its own included, what a state of the other adds to the key. */
  readonly #ofStates: readonly (readonly Int32Array[])[];
  /** For each place, what a message in the soup adds to the key. */
  readonly #ofMessages: readonly Int32Array[];

  /** @param sizes how many states each place has */
  constructor({ swaps }: Symmetries, sizes: readonly number[], messages: number) {
    const places = sizes.length;
    const offsets = sizes.map((_, place) => sizes.slice(0, place).reduce((sum, size) => sum + size, messages));
    const total = sizes.reduce((sum, size) => sum + size, messages);
    // Things are (place, message) and (place, (other place, state)); a thing's orbit is what it can become.
    const orbits = new Orbits(places * total);
    for (const { places: two, messages: renamed, states } of swaps) {
      const other = (place: number): number => swappedPlace(place, { places: two });
      for (let place = 0; place < places; place++) {
        const [mine, theirs] = [place * total, other(place) * total];
        for (let message = 0; message < messages; message++) {
          orbits.join(mine + message, theirs + (renamed[message] as number));
        }
        states.forEach((partner, at) => {
          const [from, to] = [mine + (offsets[at] as number), theirs + (offsets[other(at)] as number)];
          for (let state = 0; state < partner.length; state++)
            orbits.join(from + state, to + (partner[state] as number));
        });
      }
    }
    const weights = (from: number, count: number): Int32Array =>
      Int32Array.from({ length: count }, (_, index) => mix(orbits.of(from + index)));
    this.#ofMessages = sizes.map((_, place) => weights(place * total, messages));
    this.#ofStates = sizes.map((_, place) =>
      sizes.map((size, other) => weights(place * total + (offsets[other] as number), size)),
    );
  }

  /** What the replicas' states add to the key of a place. */
  ofLocals(place: number, locals: Int32Array): number {
    const weights = this.#ofStates[place] as readonly Int32Array[];
    let sum = 0;
    for (let other = 0; other < locals.length; other++) {
      sum = (sum + ((weights[other] as Int32Array)[locals[other] as number] as number)) | 0;
    }
    return sum;
  }

  /** What a soup adds to the key of a place. */
  ofSoup(place: number, soup: Int32Array): number {
    const weights = this.#ofMessages[place] as Int32Array;
    let sum = 0;
    for (let message = 0; message < weights.length; message++) {
      if (((soup[message >> 5] as number) >>> (message & 31)) & 1) sum = (sum + (weights[message] as number)) | 0;
    }
    return sum;
  }
}

/** Which things can become one another: disjoint sets, with the least number of each for a name. */
class Orbits {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, thing) => thing);
  }

  of(thing: number): number {
    let root = thing;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    for (let at = thing; at !== root; ) {
      const next = this.#parent[at] as number;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [left, right] = [this.of(a), this.of(b)];
    this.#parent[Math.max(left, right)] = Math.min(left, right);
  }
}

/** Spreads numbers over all 32 bits, so that sums of a few tell what was added. */
function mix(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
