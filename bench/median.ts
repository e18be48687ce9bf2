/** Samples taken in turns, so that a machine that gets slower is slower for everybody. */

/** The middle of some numbers; the mean of the two in the middle where their count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

/**
 * The order in which to sample: every round has each once, and every other round goes the other way, so that nobody
 * is always first.
 */
export const turns = <T>(items: readonly T[], rounds: number): readonly T[] =>
  Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? [...items] : [...items].reverse())).flat();

/** Takes samples of some things in turns. */
export async function sampled<T, S>(
  items: readonly T[],
  rounds: number,
  take: (item: T) => Promise<S>,
): Promise<ReadonlyMap<T, readonly S[]>> {
  const samples = new Map<T, readonly S[]>();
  for (const item of turns(items, rounds)) samples.set(item, [...(samples.get(item) ?? []), await take(item)]);
  return samples;
}

/** The median of what is told of each sample. */
export const medianOf = <S>(samples: readonly S[] | undefined, tell: (sample: S) => number): number =>
  median((samples ?? []).map(tell));
