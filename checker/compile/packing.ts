/** Local states packed into as few 32-bit words as they fit, none across two words. */
export interface Packing {
  /** Words that the local states take. */
  readonly words: number;
  /** For each place: its word, its shift within it, and the mask of its bits. */
  readonly word: Int32Array;
  readonly shift: Int32Array;
  readonly mask: Int32Array;
  /** For each bit of each word, the place whose it is; 0 for bits that are nobody's. */
  readonly placeOfBit: Int32Array;
}

const WORD = 32;

/** @param sizes how many states each place has */
export function packing(sizes: readonly number[]): Packing {
  const bits = sizes.map((size) => Math.max(1, Math.ceil(Math.log2(size))));
  const word: number[] = [];
  const shift: number[] = [];
  const used: number[] = [];
  for (const width of bits) {
    const fits = used.findIndex((taken) => taken + width <= WORD);
    const at = fits >= 0 ? fits : used.push(0) - 1;
    word.push(at);
    shift.push(used[at] as number);
    used[at] = (used[at] as number) + width;
  }
  const placeOfBit = new Int32Array(WORD * used.length);
  bits.forEach((width, place) => {
    const start = WORD * (word[place] as number) + (shift[place] as number);
    placeOfBit.fill(place, start, start + width);
  });
  return {
    words: used.length,
    word: Int32Array.from(word),
    shift: Int32Array.from(shift),
    mask: Int32Array.from(bits, (width) => (width === WORD ? -1 : (1 << width) - 1)),
    placeOfBit,
  };
}

/** The local state at a place of a row. */
export const localAt = ({ word, shift, mask }: Packing, row: Int32Array, place: number): number =>
  ((row[word[place] as number] as number) >>> (shift[place] as number)) & (mask[place] as number);

/** Writes the local state at a place of a row. */
export function putLocal({ word, shift, mask }: Packing, row: Int32Array, place: number, state: number): void {
  const at = word[place] as number;
  const clear = ~((mask[place] as number) << (shift[place] as number));
  row[at] = ((row[at] as number) & clear) | (state << (shift[place] as number));
}
