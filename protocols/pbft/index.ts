/** PBFT with views and view changes. */
import { defineProtocol } from "../../model/protocol.ts";
import { forge } from "./adversary.ts";
import { makesCheckpoints } from "./checkpoints.ts";
import { comparison } from "./comparison.ts";
import type { Message } from "./messages.ts";
import { properties } from "./properties.ts";
import { prePrepare, receive, start, timeout } from "./replica.ts";
import { type Rules, rules } from "./rules.ts";
import { scenarios } from "./scenarios.ts";
import type { Parameters, Replica } from "./state.ts";
import { unmodified, variants } from "./variants.ts";
import { wording } from "./wording.ts";

export const pbft = defineProtocol<Replica, Message, Parameters, Rules>({
  name: "pbft",
  says: "PBFT as Castro and Liskov wrote it: views, view changes, certificates",
  kinds: ["PRE-PREPARE", "PREPARE", "COMMIT", "CHECKPOINT", "VIEW-CHANGE", "NEW-VIEW"],
  switchedOff: (parameters) => [
    ...(makesCheckpoints(parameters) ? [] : (["CHECKPOINT"] as const)),
    ...(parameters.views > 0 ? [] : (["VIEW-CHANGE", "NEW-VIEW"] as const)),
  ],
  defaults: { nodes: 4, faulty: 1, byzantine: [0], timing: "asynchronous" },
  parameters: {
    views: { type: "integer", default: 1, minimum: 0, maximum: 20, says: "the last view: views are 0 to this" },
    slots: { type: "integer", default: 1, minimum: 1, maximum: 20, says: "how many slots there are" },
    checkpointInterval: {
      type: "integer",
      default: 0,
      minimum: 0,
      maximum: 20,
      says: "a checkpoint every so many slots; 0 for none",
    },
  },
  rules,
  start,
  receive,
  timeout,
  spontaneous: { "pre-prepare": prePrepare },
  forge,
  properties,
  scenarios,
  expect: unmodified,
  variants,
  wording,
  comparison,
});
