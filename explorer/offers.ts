/** What can happen, in words: what it is, and what it would change. */
import { stepBetween } from "../checker/trace.ts";
import { type Action, actionWords } from "../model/action.ts";
import { changesOf } from "../reports/trace-text.ts";
import { clean, clip, messageWords, node, valueWords } from "../reports/words.ts";
import type { Choice } from "./choices.ts";
import { choicesOf, type Session, stateOf } from "./session.ts";

/** A choice as somebody is offered it. */
export interface Offer extends Choice {
  /** `PROPOSAL round 0 value 1 from node 0`; of a lie, what is said. */
  readonly says: string;
  /** `round 0 -> 1, log $1`; empty where it changes nothing of a replica. */
  readonly effect: string;
}

/** The longest text of either. */
const MOST = 200;

/** What can happen in the state that is looked at. */
export function offersOf(session: Session): readonly Offer[] {
  const state = stateOf(session);
  return choicesOf(session).map((choice) => {
    const { action, next } = choice;
    const changes = changesOf(stepBetween(state, action, next, session.at + 1), state, next);
    return { ...choice, says: clip(offerWords(action), MOST), effect: clip(changes.join(", "), MOST) };
  });
}

function offerWords(action: Action): string {
  const chosen = "choices" in action && action.choices ? `, chooses ${action.choices.map(valueWords).join(", ")}` : "";
  switch (action.kind) {
    case "deliver":
      return `${messageWords(action.message)}${action.byzantine ? "" : ` from ${node(action.from)}`}${chosen}`;
    case "timeout":
      return `timeout${chosen}`;
    case "step":
      return `${clean(action.name)}${chosen}`;
    case "round-end":
      return actionWords(action);
  }
}
