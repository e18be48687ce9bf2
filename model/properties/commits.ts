import { say } from "../message.ts";
import type { Monitor, OutputProperty } from "../property.ts";
import type { Execution } from "../step.ts";

/** Some honest replica executes something: without this a SAFE would be empty. */
export const commits = (): OutputProperty => executes("commits", "some honest replica executes", () => true);

/** Some honest replica executes an entry of a certain kind. */
export const executes = (
  name: string,
  says: string,
  wanted: (execution: Execution) => boolean,
  notApplicable?: string,
): OutputProperty => ({
  name,
  kind: "sometimes",
  says,
  ...(notApplicable === undefined ? {} : { notApplicable }),
  over: "outputs",
  judge({ logs }) {
    for (const [replica, log] of logs.entries()) {
      const entry = log?.find(wanted);
      if (entry) return { says: `node ${replica} executed ${say(entry.value)}`, replicas: [replica], slot: entry.slot };
    }
    return null;
  },
  monitor: {
    initial: false,
    consume: (found, output) => found || ("execution" in output && wanted(output.execution)),
    found: (found) => found === true,
  } satisfies Monitor<boolean> as Monitor,
});
