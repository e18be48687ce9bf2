/** What checkpoints are to be seen doing, lest a SAFE say nothing of them (section 4.3). */
import { executes } from "../../model/properties/commits.ts";
import type { OutputProperty, ReplicaProperty } from "../../model/property.ts";
import { FETCHED } from "../../model/step.ts";
import { lowWaterMark, makesCheckpoints } from "./checkpoints.ts";
import type { Forging } from "./evidence.ts";
import type { Replica } from "./state.ts";

/** Why properties of checkpoints do not apply; undefined where they do. */
function noCheckpoint({ parameters }: Forging): string | undefined {
  if (!makesCheckpoints(parameters)) return "there are no checkpoints: use --checkpoint-interval 1";
  return parameters.checkpointInterval <= parameters.slots
    ? undefined
    : `no checkpoint is due in slots 1 to ${parameters.slots}: use a smaller --checkpoint-interval or more --slots`;
}

export function stableCheckpoint(setting: Forging): ReplicaProperty<Replica> {
  const notApplicable = noCheckpoint(setting);
  return {
    name: "checkpoint-stable",
    kind: "sometimes",
    says: "some honest replica makes a checkpoint stable",
    ...(notApplicable === undefined ? {} : { notApplicable }),
    over: "replicas",
    observe: (replica) => lowWaterMark(replica),
    judge(lowWaterMarks) {
      const replica = lowWaterMarks.findIndex((low) => low !== null && low !== 0);
      return replica < 0
        ? null
        : {
            says: `the checkpoint after slot ${lowWaterMarks[replica]} is stable at node ${replica}`,
            replicas: [replica],
          };
    },
  };
}

export const stateFetched = (setting: Forging): OutputProperty =>
  executes(
    "state-fetched",
    "some honest replica catches up by fetching the state of a stable checkpoint",
    ({ view }) => view === FETCHED,
    noCheckpoint(setting),
  );
