import type { ReplicaId } from "../../model/message.ts";
import { primaryOf } from "../../model/quorum.ts";
import type { Forging } from "./evidence.ts";
import type { View } from "./messages.ts";

/** The last view that there can be: a replica leaves a view by its timer only. */
const lastView = ({ timing, parameters }: Forging): View => (timing === "none" ? 0 : parameters.views);

/** Whether one of these replicas leads a view from `first` on, within the bounds. */
export const ledBy = (ids: readonly ReplicaId[], first: View, setting: Forging): boolean =>
  Array.from({ length: Math.max(0, lastView(setting) - first + 1) }, (_, index) => first + index).some((view) =>
    ids.includes(primaryOf(view, setting.n)),
  );

/** Why there is one view, and what would give more; undefined where there are more. */
export function oneView(setting: Forging): string | undefined {
  if (lastView(setting) > 0) return undefined;
  return setting.timing === "none" ? "without timeouts there is one view" : "there is one view: use --views 1";
}
