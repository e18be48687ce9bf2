/** What a Byzantine replica of PBFT can say: everything that it can sign as itself and has the evidence for. */
import type { ReplicaId } from "../../model/message.ts";
import type { Forgery } from "../../model/protocol.ts";
import { primaryOf } from "../../model/quorum.ts";
import { checkpoints, type Forging, newViews, showings, shows } from "./evidence.ts";
import { type Message, REQUESTS, UNASKED, VALUES } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";

export function* forge(id: ReplicaId, setting: Forging): Iterable<Forgery<Message>> {
  const { n, parameters, rules } = setting;
  for (const checkpoint of checkpoints(setting)) yield { body: { kind: "CHECKPOINT", ...checkpoint } };
  for (let view = 0; view <= parameters.views; view++) {
    for (const slot of slotsUpTo(parameters.slots)) {
      if (rules.proposes(id, view)) {
        for (const value of [...REQUESTS, UNASKED]) yield { body: { kind: "PRE-PREPARE", view, slot, value } };
      }
      // Null is proposed in a NEW-VIEW only, below another slot.
      const proposed = view > 0 && slot < parameters.slots ? VALUES : REQUESTS;
      for (const value of rules.accepts([], UNASKED) ? [...proposed, UNASKED] : proposed) {
        yield { body: { kind: "PREPARE", view, slot, value } };
        yield { body: { kind: "COMMIT", view, slot, value } };
      }
    }
    if (view === 0) continue;
    for (const showing of showings(view, setting)) {
      const evidence = shows(showing, setting);
      yield { to: primaryOf(view, n), body: { kind: "VIEW-CHANGE", view, ...showing }, evidence };
    }
    if (id !== primaryOf(view, n)) continue;
    for (const { starting, evidence } of newViews(view, setting)) {
      yield { body: { kind: "NEW-VIEW", view, ...starting }, evidence };
    }
  }
}
