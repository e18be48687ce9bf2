/** The one source of random numbers: seeded, so that every run can be repeated. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

interface Random {
  /** A whole number from 0 to limit-1, each as likely as the others. */
  below(limit: number): number;
}

/** The random numbers of a seed. */
export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return { below: (limit) => uniformInt(generator, 0, limit - 1) };
}
