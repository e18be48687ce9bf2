/** A trace that is made to happen, as lines. */
import type { Change } from "../checker/outcome.ts";
import type { Action } from "../model/action.ts";
import type { GlobalState } from "../model/state.ts";
import type { Style } from "../reports/style.ts";
import { clean, cleanLines, counted, logText, node, stepWords, valueWords } from "../reports/words.ts";
import type { Difference } from "./controller.ts";

/** A step that went as the model says. */
export function stepLine(index: number, action: Action, style: Style): string {
  const lie = action.kind === "deliver" && action.byzantine ? `   ${style.lie("lie")}` : "";
  return `${String(index).padStart(3)}  ${stepWords(action)}${lie}`;
}

/** Where the processes are not what the model is: place by place, the model's value before the processes'. */
export function differenceLines({ step, undone, changes }: Difference, style: Style): readonly string[] {
  if (undone !== null) return [style.wrong(`step ${step} could not be done:`), ...cleanLines(undone).split("\n")];
  return [
    style.wrong(`after ${counted(step, "step")} the processes are not what the model says:`),
    ...changes.map((change) => `  ${placeOf(change)}  model ${shown(change.before)}, process ${shown(change.after)}`),
  ];
}

/** What every node has executed, one line each, as a run's last lines are. */
export const endLines = ({ logs }: Pick<GlobalState, "logs">, style: Style): readonly string[] =>
  logs.map((log, id) =>
    log === null
      ? `${style.node(id, node(id))}: ${style.lie("Byzantine")}`
      : `${style.node(id, node(id))}: ${style.decided(logText(log))}`,
  );

const placeOf = ({ path: [part, id, ...rest] }: Change): string => {
  if (part !== "replicas" && part !== "logs") return clean([part, id, ...rest].join("."));
  return clean([node(Number(id)), ...(part === "logs" ? ["log"] : []), ...rest].join(" "));
};

const shown = (value: Change["before"]): string => (value === undefined ? "nothing" : valueWords(value));
