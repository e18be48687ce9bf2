/** Small protocols in which a silent step matters to what comes later. */
import { executes } from "../../../model/properties/commits.ts";
import type { Property } from "../../../model/property.ts";
import { defineProtocol, type Protocol } from "../../../model/protocol.ts";

/** One replica that makes steps by itself, and whether it can come to execute 1, or to have two marks. */
export const alone = (spontaneous: Steps, property: Property<Replica>) =>
  defineProtocol<Replica, Message, Record<never, never>, null>({
    ...nobody,
    spontaneous,
    properties: () => [property],
  });
export type Replica = { mark: number; asked: number };
type Message = { kind: "ASK" };
type Steps = NonNullable<Protocol<Replica, Message, Record<never, never>, null>["spontaneous"]>;
const nobody = {
  name: "delayed",
  says: "a silent step matters to what comes later",
  kinds: ["ASK" as const],
  defaults: { nodes: 2, faulty: 0, byzantine: [], timing: "none" as const },
  parameters: {},
  rules: () => null,
  start: () => ({ mark: 0, asked: 0 }),
  receive() {},
};
export const executesOne = executes("executes-one", "some replica executes 1", ({ value }) => value === 1);
export const twoMarks: Property<Replica> = {
  name: "two-marks",
  kind: "sometimes",
  says: "some replica has two marks",
  over: "replicas",
  observe: ({ mark }) => mark,
  judge: (marks) => (marks.includes(2) ? { says: "it is so", replicas: [] } : null),
};

/**
 * A mark changes what replica 0 does on the ASK that it hears of only when the other one has sent it: which that one does only with
 * a mark of its own.
 */
export const late = defineProtocol<Replica, Message, Record<never, never>, null>({
  ...nobody,
  receive(replica, _, out) {
    if (replica.asked === 1) return;
    replica.asked = 1;
    if (replica.mark === 2) out.execute(0, 0, 1);
  },
  spontaneous: {
    mark(replica) {
      replica.mark = 2;
    },
    ask(replica, out, { id }) {
      if (id === 1 && replica.mark === 2) out.broadcast({ kind: "ASK" });
    },
  },
  properties: () => [executesOne],
});
