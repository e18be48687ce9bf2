/**
 * Two-phase commit: Gray and Lamport, "Consensus on Transaction Commit" (TODS 2006), section 3. Nobody is Byzantine;
 * the example shows that the model is not tied to Byzantine protocols. Node 0 is the transaction manager.
 */
import type { ReplicaId } from "../../model/message.ts";
import { agreement } from "../../model/properties/agreement.ts";
import { executes } from "../../model/properties/commits.ts";
import { integrity } from "../../model/properties/integrity.ts";
import { defineProtocol } from "../../model/protocol.ts";
import { insert } from "../../model/sorted.ts";

const TRANSACTION_MANAGER: ReplicaId = 0;

export type Message = { readonly kind: "PREPARED" } | { readonly kind: "COMMIT" } | { readonly kind: "ABORT" };

export type Node =
  | { role: "transaction manager"; decision: "undecided" | "commit" | "abort"; prepared: ReplicaId[] }
  | { role: "resource manager"; phase: "working" | "prepared" | "committed" | "aborted" };

export const twoPhaseCommit = defineProtocol<Node, Message, Record<never, never>, null>({
  name: "two-phase-commit",
  says: "a transaction manager commits once every resource manager has prepared",
  kinds: ["PREPARED", "COMMIT", "ABORT"],
  defaults: { nodes: 4, faulty: 0, byzantine: [], timing: "none" },
  parameters: {},
  rules: () => null,

  start: (_out, { id }) =>
    id === TRANSACTION_MANAGER
      ? { role: "transaction manager", decision: "undecided", prepared: [] }
      : { role: "resource manager", phase: "working" },

  spontaneous: {
    /** RMPrepare */
    prepare(node, out) {
      if (node.role !== "resource manager" || node.phase !== "working") return;
      node.phase = "prepared";
      out.send(TRANSACTION_MANAGER, { kind: "PREPARED" });
    },
    /** RMChooseToAbort */
    "abort alone"(node, out) {
      if (node.role !== "resource manager" || node.phase !== "working") return;
      node.phase = "aborted";
      out.execute(0, 0, "abort");
    },
    /** TMCommit */
    commit(node, out, { n }) {
      if (node.role !== "transaction manager" || node.decision !== "undecided" || node.prepared.length < n - 1) return;
      node.decision = "commit";
      out.broadcast({ kind: "COMMIT" });
    },
    /** TMAbort */
    abort(node, out) {
      if (node.role !== "transaction manager" || node.decision !== "undecided") return;
      node.decision = "abort";
      out.broadcast({ kind: "ABORT" });
    },
  },

  receive(node, { from, body }, out) {
    if (node.role === "transaction manager") {
      const isNews = node.decision === "undecided" && !node.prepared.includes(from);
      if (body.kind === "PREPARED" && isNews) insert(node.prepared, from);
      return;
    }
    if (body.kind === "COMMIT" && node.phase !== "committed") {
      node.phase = "committed";
      out.execute(0, 0, "commit");
    }
    if (body.kind === "ABORT" && node.phase !== "aborted") {
      node.phase = "aborted";
      out.execute(0, 0, "abort");
    }
  },

  properties: () => [
    agreement("transaction"),
    integrity("transaction"),
    executes("commits", "some resource manager commits", ({ value }) => value === "commit"),
    executes("aborts", "some resource manager aborts", ({ value }) => value === "abort"),
  ],

  expect: [
    { property: "agreement", verdict: "SAFE" },
    { property: "agreement", verdict: "SAFE", under: { nodes: 6 } },
    { property: "integrity", verdict: "SAFE" },
    // Each manager prepares, is noted, and the decision is taken and arrives: twice as many steps as there are managers, and two.
    { property: "commits", verdict: "REACHED", length: 8 },
    { property: "aborts", verdict: "REACHED", length: 1 },
  ],

  wording: {
    slot: "transaction",
    because: { agreement: "one resource manager committed what another aborted" },
  },
});
