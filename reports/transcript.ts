/** A played schedule as lines: what `simulate` prints while it runs. */
import type { PlayEvent } from "../checker/play-event.ts";
import { unreachable } from "../model/error.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import { plain, type Style } from "./style.ts";
import { clean, clip, columns, logText, messageWords, node, pad } from "./words.ts";

/** How long a message may become on a line. */
const MOST = 100;

/**
 * A printer of played schedules. It remembers the longest message so far, so that the marks behind the messages stand
 * below each other.
 *
 * @returns a function from what happens to its lines
 */
export function createTranscript(style: Style = plain): (event: PlayEvent) => readonly string[] {
  let longest = 0;
  const line = (one: ReplicaId, arrow: "->" | "<-", other: ReplicaId, message: Body, paint: Paint, mark: string) => {
    const words = clip(messageWords(message), MOST);
    longest = Math.max(longest, columns(words));
    const behind = mark === "" ? "" : `   ${mark}`;
    return `${style.node(one, node(one))} ${arrow} ${style.node(other, node(other))}  ${paint(mark === "" ? words : pad(words, longest))}${behind}`;
  };
  return (event) => {
    switch (event.kind) {
      case "round":
        return [
          style.heading(`round ${event.round}${event.primary === null ? "" : `, primary ${node(event.primary)}`}`),
        ];
      case "sent":
        return [line(event.from, "->", event.to, event.message, style.sent, event.lie ? style.lie("lie") : "")];
      case "received":
        return [
          line(
            event.to,
            "<-",
            event.from,
            event.message,
            same,
            event.accepted ? style.accepted("accepted") : style.faint("ignored"),
          ),
        ];
      case "noticed":
        return [`${style.node(event.replica, node(event.replica))} ${clean(event.says)}`];
      case "step":
        return [`${style.node(event.replica, node(event.replica))}  ${clean(event.name)}`];
      case "timeout":
        return [`${style.node(event.replica, node(event.replica))}  ${style.caution("timeout")}`];
      case "round-end":
        return ["the round ends"];
      case "state":
        return [`${style.node(event.replica, node(event.replica))}: ${style.decided(logText(event.log))}`];
      case "end":
        return event.logs.map((log, id) => `${style.node(id, node(id))}: ${style.decided(logText(log))}`);
      default:
        return unreachable(event);
    }
  };
}

type Paint = (text: string) => string;

const same: Paint = (text) => text;
