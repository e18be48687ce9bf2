/** What happens in a cluster as lines: those of a played schedule, and what only a network has. */
import type { Style } from "../reports/style.ts";
import { createTranscript } from "../reports/transcript.ts";
import { clean, node } from "../reports/words.ts";
import type { Happening } from "./run.ts";

/** @returns a function from what happens to its lines */
export function createLines(style: Style): (happening: Happening) => readonly string[] {
  const transcript = createTranscript(style);
  return (happening) => {
    switch (happening.kind) {
      case "listens": {
        const { replica, port, key } = happening;
        return [`${style.node(replica, node(replica))}  ${style.faint(`listens on port ${port}, key ${key}`)}`];
      }
      case "refused": {
        const { replica, from, words } = happening;
        const whom = from === null ? "a stranger" : node(from);
        return [`${style.node(replica, node(replica))}  ${style.caution(`refuses ${whom}: ${clean(words)}`)}`];
      }
      case "killed":
      case "restarted":
        return [`${style.node(happening.replica, node(happening.replica))}  ${style.wrong(happening.kind)}`];
      default:
        return transcript(happening);
    }
  };
}
