/** What a search has seen happen, so that it can name what never did. */
import type { Action } from "../model/action.ts";
import type { Protocol, Setting } from "../model/protocol.ts";

/** What never happened in a search: an empty check passes everything. */
export interface NeverSeen {
  /** Timeouts, round ends and spontaneous steps that were never enabled. */
  readonly actions: readonly string[];
  /** Kinds of messages that were never delivered, though they could have been sent. */
  readonly messages: readonly string[];
  /** No Byzantine message was ever taken, although there are Byzantine replicas. */
  readonly byzantine: boolean;
}

export interface Sightings {
  /** Takes note of an enabled action. The same object is looked at once. */
  note(action: Action): void;
  neverSeen(): NeverSeen;
}

/** Nothing seen yet. */
export function watchFor(protocol: Protocol, { timing, byzantine, parameters }: Setting): Sightings {
  const looked = new WeakSet<Action>();
  const actions = new Set([
    ...(timing === "asynchronous" && protocol.timeout ? ["timeout"] : []),
    ...(timing === "lockstep" ? ["round-end"] : []),
    ...Object.keys(protocol.spontaneous ?? {}),
  ]);
  const messages = new Set(protocol.kinds);
  for (const kind of protocol.switchedOff?.(parameters) ?? []) messages.delete(kind);
  let byzantineMissing = byzantine.length > 0;
  return {
    note(action) {
      if (looked.has(action)) return;
      looked.add(action);
      if (action.kind === "deliver") {
        messages.delete(action.message.kind);
        if (action.byzantine) byzantineMissing = false;
      } else actions.delete(action.kind === "step" ? action.name : action.kind);
    },
    neverSeen: () => ({ actions: [...actions], messages: [...messages], byzantine: byzantineMissing }),
  };
}
