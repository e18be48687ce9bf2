/** Known runs of PBFT. */
import type { Scenario } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import type { Parameters } from "./state.ts";

export const scenarios = {
  honest: {
    says: "nobody lies and no timer expires: every slot is decided in view 0",
    under: { byzantine: [], parameters: { views: 0, slots: 2 } },
    script: (body) => body,
  },
  "silent-primary": {
    says: "node 0, the primary of view 0, says nothing: its slot is decided in view 1",
    under: { byzantine: [0], parameters: { views: 1, slots: 1 } },
    script: () => null,
  },
  "preprepare-equivocation": {
    says: "node 0 pre-prepares one value to f replicas and another to the others, and withholds its COMMIT: what the others have prepared is carried over into view 1",
    under: { byzantine: [0], parameters: { views: 1, slots: 1 } },
    script(body, to, { f, honest }) {
      if (body.kind === "COMMIT" && body.view === 0) return null;
      if (body.kind !== "PRE-PREPARE" || honest.slice(0, f).includes(to)) return body;
      return { ...body, value: body.value === "a" ? "b" : "a" };
    },
  },
} satisfies { readonly [name: string]: Scenario<Parameters, Message> };
