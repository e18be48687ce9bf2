/** Known runs of pbft-rounds, by the seed's wall clock: a round ends for all at once. */
import type { Scenario } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import type { Parameters } from "./replica.ts";

export const scenarios = {
  honest: {
    says: "nobody lies: every slot is decided in view 0",
    under: { byzantine: [], timing: "lockstep" },
    script: (body) => body,
  },
  "preprepare-equivocation": {
    says: "node 0 pre-prepares 1 to f replicas and 2 to the others, and withholds its COMMIT: slot 0 is skipped, the others are decided in view 1",
    under: { byzantine: [0], timing: "lockstep" },
    script(body, to, { f, honest }) {
      if (body.slot !== 0) return body;
      if (body.kind === "COMMIT") return null;
      const believes = honest.slice(0, f).includes(to);
      return body.kind === "PRE-PREPARE" && !believes ? { ...body, value: body.value + 1 } : body;
    },
  },
} satisfies { readonly [name: string]: Scenario<Parameters, Message> };
