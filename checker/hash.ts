/** Mixes `width` words from `start` into 32 bits, with the multipliers of MurmurHash3's finaliser. */
export function hash(words: Int32Array, start: number, width: number): number {
  let mixed = 0x9e3779b9 | 0;
  for (let word = 0; word < width; word++) {
    mixed = Math.imul(mixed ^ (words[start + word] as number), 0x85ebca6b);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
