/** The naive protocol: the primary collects f+1 replies and tells everybody the minimum. */
import { defineProtocol } from "../../model/protocol.ts";
import { forge } from "./adversary.ts";
import { comparison } from "./comparison.ts";
import type { Message } from "./messages.ts";
import { properties } from "./properties.ts";
import { type Parameters, type Replica, type Rules, receive, rules, start } from "./replica.ts";
import { scenarios } from "./scenarios.ts";
import { unmodified, variants } from "./variants.ts";
import { wording } from "./wording.ts";

export const bsmr = defineProtocol<Replica, Message, Parameters, Rules>({
  name: "bsmr",
  says: "the primary of a round collects f+1 replies and tells everybody the minimum",
  kinds: ["PROPOSAL", "REPLY", "RESULT"],
  defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "none" },
  parameters: {
    rounds: { type: "integer", default: 4, minimum: 1, maximum: 100, says: "rounds; round r is led by node r mod n" },
    byzantineValues: {
      type: "choice",
      default: "seed",
      options: ["seed", "wide"],
      says: "what a liar says: r+1 or r+2, or 0 as well",
    },
  },
  rules,
  start,
  receive,
  forge,
  properties,
  scenarios,
  expect: unmodified,
  variants,
  wording,
  comparison,
});
