/** Known runs of bsmr. Node 0 leads round 0, and lies in it or not. */
import type { ReplicaId } from "../../model/message.ts";
import type { Scenario, Setting } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import type { Parameters } from "./replica.ts";

/** Those that are told the truth: f honest replicas. */
const believers = ({ f, honest }: Setting<Parameters>): readonly ReplicaId[] => honest.slice(0, f);

/** In round 0, one more than the truth in messages of these kinds, to all but the believers. */
const oneMore =
  (...kinds: readonly Message["kind"][]): Scenario<Parameters, Message>["script"] =>
  (body, to, setting) =>
    body.round === 0 && kinds.includes(body.kind) && !believers(setting).includes(to)
      ? { ...body, value: body.value + 1 }
      : body;

export const scenarios = {
  honest: {
    says: "nobody lies: every node ends with the same string",
    under: { byzantine: [] },
    script: (body) => body,
  },
  "result-equivocation": {
    says: "node 0 proposes one value to all, then tells f replicas the minimum and the others the minimum plus one",
    under: { byzantine: [0] },
    script: oneMore("RESULT"),
  },
  "proposal-equivocation": {
    says: "node 0 proposes 1 to f replicas and 2 to the others, and tells each group its own minimum",
    under: { byzantine: [0] },
    script: oneMore("PROPOSAL", "RESULT"),
  },
} satisfies { readonly [name: string]: Scenario<Parameters, Message> };
