import type { Monitor, OutputProperty } from "../property.ts";
import type { Execution } from "../step.ts";

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
  monitor: executed,
});

/** Which slots each replica has executed, of those that it can execute still; null after one was executed twice. */
const executed: Monitor<readonly string[] | null> = {
  initial: [],
  consume(slots, output) {
    if (slots === null || !("execution" in output)) return slots;
    const one = slotOf(output);
    return slots.includes(one) ? null : [...slots, one].sort();
  },
  found: (slots) => slots === null,
  concern: (output) => ("execution" in output ? slotOf(output) : null),
  forget(slots, possible) {
    if (slots === null) return slots;
    const alive = new Set(possible.flatMap((output) => ("execution" in output ? [slotOf(output)] : [])));
    return slots.filter((one) => alive.has(one));
  },
};

const slotOf = ({ replica, execution }: { readonly replica: number; readonly execution: Execution }): string =>
  `${replica}:${execution.slot}`;
