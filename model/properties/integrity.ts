import type { OutputProperty } from "../property.ts";

/** A replica executes a slot at most once. */
export const integrity = (slot = "slot"): OutputProperty => ({
  name: "integrity",
  kind: "always",
  says: `an honest replica executes a ${slot} at most once`,
  over: "outputs",
  judge({ logs }) {
    for (const [replica, log] of logs.entries()) {
      const slots = (log ?? []).map((entry) => entry.slot);
      const twice = slots.find((one, index) => slots.indexOf(one) < index);
      if (twice !== undefined) {
        return { says: `node ${replica} executed ${slot} ${twice} twice`, replicas: [replica], slot: twice };
      }
    }
    return null;
  },
});
