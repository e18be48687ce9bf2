/** Small protocols as files, each with one thing wrong with it. */

/** A node counts what arrives. `receive` and the rest are put in by the test. */
export const protocolFile = (receive: string, more = ""): string => `
import { defineProtocol, type Draft } from "byzcheck";
${more}
export const counter = defineProtocol<{ count: number }, { readonly kind: "PING" }, Record<never, never>, null>({
  name: "counter",
  says: "node 0 pings, the others count",
  kinds: ["PING"],
  defaults: { nodes: 2, faulty: 0, byzantine: [], timing: "none" },
  parameters: {},
  rules: () => null,
  start(out, { id }) {
    if (id === 0) out.broadcast({ kind: "PING" });
    return { count: 0 };
  },
  receive(replica: Draft<{ count: number }>, _message, out) {
    ${receive}
  },
  properties: () => [
    { name: "small", kind: "always", says: "nobody counts to 3", over: "replicas",
      observe: ({ count }) => count, judge: (counts) => counts.includes(3) ? { says: "it counts to 3", replicas: [1] } : null },
  ],
});
`;

export const correct = protocolFile("if (replica.count < 2) replica.count += 1;");
/** It counts for ever. */
export const infinite = protocolFile("replica.count += 1; if (replica.count === 3) replica.count = 4;");
export const throwing = protocolFile('throw new Error("the cable is loose");');
export const impure = protocolFile("replica.count = calls++;", "let calls = 0;");
