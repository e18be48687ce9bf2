/** PBFT as the seed runs it: the normal case, and a timeout that skips the slot and increments the view. */
import { defineProtocol } from "../../model/protocol.ts";
import { forge } from "./adversary.ts";
import { comparison } from "./comparison.ts";
import type { Message } from "./messages.ts";
import { properties } from "./properties.ts";
import { type Parameters, type Replica, type Rules, receive, roundEnd, rules, start, timeout } from "./replica.ts";
import { scenarios } from "./scenarios.ts";
import { unmodified, variants } from "./variants.ts";
import { wording } from "./wording.ts";

export const pbftRounds = defineProtocol<Replica, Message, Parameters, Rules>({
  name: "pbft-rounds",
  says: "PBFT's normal case, one slot after the other; a timeout skips the slot and increments the view",
  kinds: ["PRE-PREPARE", "PREPARE", "COMMIT"],
  defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "asynchronous" },
  parameters: { rounds: { type: "integer", default: 4, minimum: 1, maximum: 100, says: "slots, one a round" } },
  rules,
  start,
  receive,
  timeout,
  roundEnd,
  forge,
  properties,
  scenarios,
  expect: unmodified,
  variants,
  wording,
  comparison,
});
