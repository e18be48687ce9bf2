import { canonical } from "../canonical.ts";
import { say } from "../message.ts";
import type { Finding, History, Monitor, OutputProperty } from "../property.ts";

/** Of any two honest logs one is a prefix of the other, value by value. */
export const logConsistency = (): OutputProperty => ({
  name: "log-consistency",
  kind: "always",
  says: "of any two honest logs one is a prefix of the other",
  over: "outputs",
  judge: divergence,
  monitor: longestLog,
});

function divergence({ logs }: History): Finding | null {
  for (const [a, left] of logs.entries()) {
    for (const [b, right] of logs.entries()) {
      if (b <= a || !left || !right) continue;
      const place = left.findIndex((entry, index) => {
        const other = right[index];
        return other !== undefined && canonical(other.value) !== canonical(entry.value);
      });
      if (place < 0) continue;
      const [mine, theirs] = [left[place], right[place]];
      return {
        says: `entry ${place + 1} of the log is ${say(mine?.value)} at node ${a} and ${say(theirs?.value)} at node ${b}`,
        replicas: [a, b],
        conflict: [
          { replica: a, place },
          { replica: b, place },
        ],
      };
    }
  }
  return null;
}

/** The longest log, from some entry on, and how many of these entries each replica has: all logs are prefixes of it. */
type Longest = { readonly values: readonly string[]; readonly lengths: { readonly [replica: string]: number } };

/**
 * Null after the first entry that differs. A replica that can execute nothing more is forgotten, and of the longest log
 * what every other replica has.
 */
const longestLog: Monitor<Longest | null> = {
  initial: { values: [], lengths: {} },
  consume(longest, output) {
    if (longest === null || !("execution" in output)) return longest;
    const value = canonical(output.execution.value);
    const length = longest.lengths[output.replica] ?? 0;
    const lengths = { ...longest.lengths, [output.replica]: length + 1 };
    if (length === longest.values.length) return { values: [...longest.values, value], lengths };
    return longest.values[length] === value ? { values: longest.values, lengths } : null;
  },
  found: (longest) => longest === null,
  concern: (output) => ("execution" in output ? output.replica : null),
  forget(longest, possible) {
    if (longest === null) return longest;
    const alive = [...new Set(possible.flatMap((output) => ("execution" in output ? [output.replica] : [])))];
    const lengthOf = (replica: number): number => longest.lengths[replica] ?? 0;
    const cut = Math.min(longest.values.length, ...alive.map(lengthOf));
    const lengths = alive
      .filter((replica) => lengthOf(replica) > cut)
      .map((replica) => [replica, lengthOf(replica) - cut]);
    return { values: alive.length === 0 ? [] : longest.values.slice(cut), lengths: Object.fromEntries(lengths) };
  },
};
