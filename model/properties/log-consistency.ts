import { say } from "../message.ts";
import type { Finding, History, OutputProperty } from "../property.ts";

/** Of any two honest logs one is a prefix of the other, value by value. */
export const logConsistency = (): OutputProperty => ({
  name: "log-consistency",
  kind: "always",
  says: "of any two honest logs one is a prefix of the other",
  over: "outputs",
  judge: divergence,
});

function divergence({ logs }: History): Finding | null {
  for (const [a, left] of logs.entries()) {
    for (const [b, right] of logs.entries()) {
      if (b <= a || !left || !right) continue;
      const place = left.findIndex((entry, index) => {
        const other = right[index];
        return other !== undefined && say(other.value) !== say(entry.value);
      });
      if (place < 0) continue;
      const [mine, theirs] = [left[place], right[place]];
      return {
        says: `entry ${place + 1} of the log is ${say(mine?.value)} at node ${a} and ${say(theirs?.value)} at node ${b}`,
        replicas: [a, b],
      };
    }
  }
  return null;
}
