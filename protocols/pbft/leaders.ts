import type { ReplicaId } from "../../model/message.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Forging } from "./evidence.ts";
import type { View } from "./messages.ts";

/** Whether one of these replicas leads a view from `first` on, within the bounds. */
export const ledBy = (ids: readonly ReplicaId[], first: View, { n, parameters }: Forging): boolean =>
  Array.from({ length: Math.max(0, parameters.views - first + 1) }, (_, index) => first + index).some((view) =>
    ids.includes(primaryOf(view, n)),
  );
