/** From a trace to its picture. */
import type { Conflict } from "../../checker/explain.ts";
import type { Trace, TraceStep } from "../../checker/outcome.ts";
import { actionWords } from "../../model/action.ts";
import type { Json } from "../../model/canonical.ts";
import type { ReplicaId } from "../../model/message.ts";
import type { Finding } from "../../model/property.ts";
import type { Configuration, Protocol } from "../../model/protocol.ts";
import type { GlobalState } from "../../model/state.ts";
import { statesAlong } from "../states.ts";
import { changesOf } from "../trace-text.ts";
import { clean, clip, node } from "../words.ts";
import { actorsOf } from "./actors.ts";
import { showsOf } from "./evidence.ts";
import { fieldsOf } from "./fields.ts";
import { findingsAlong, wordsOf } from "./findings.ts";
import { messagesOf } from "./messages.ts";
import type { Entry, Moment, NoReturn, Picture, ReplicaState, Sending } from "./picture.ts";
import { Values } from "./values.ts";

/** What a picture is made from. */
export interface Subject {
  readonly trace: Pick<Trace, "initial" | "steps">;
  readonly configuration: Configuration;
  /** Its wording tells votes and badges; without it there are none of either. */
  readonly protocol?: Protocol | null;
  /** What was found at the end; its two log entries become the fork. */
  readonly finding?: Finding | null;
  /** How it came to that; tells the point of no return. */
  readonly conflict?: Conflict | null;
}

/** The picture of a trace. The same trace gives the same picture, and a longer one the same beginning. */
export function pictureOf({
  trace,
  configuration,
  protocol = null,
  finding = null,
  conflict = null,
}: Subject): Picture {
  const { nodes, byzantine } = configuration;
  const ids = Array.from({ length: nodes }, (_, id) => id);
  const honest = ids.filter((id) => !byzantine.includes(id));
  const states = statesAlong(trace);
  const executions = [
    ...trace.initial.logs.flatMap((log) => log ?? []),
    ...trace.steps.flatMap((step) => step.executions),
  ];
  const values = new Values(executions.map(({ value }) => value));
  const { sendings, arrows } = messagesOf(trace, honest, values, showsOf(protocol, configuration));
  const findings = findingsAlong(trace, states, honest, wordsOf(protocol, configuration), values);
  const logs = logsOf(trace, honest, nodes, values);
  const arrowOf = new Map(arrows.map(({ delivered }, index) => [delivered, index]));
  const last = new Map<ReplicaId, number>(honest.map((id) => [id, 0]));
  const moments = states.map((state, place): Moment => {
    const step = trace.steps[place - 1];
    const lanes = step ? actorsOf(step.action, honest) : honest;
    const arrow = step ? (arrowOf.get(place) ?? null) : null;
    const causes = step ? causesOf(lanes, last, arrow === null ? null : sendings[arrows[arrow]?.sending ?? -1]) : [];
    for (const lane of lanes) last.set(lane, place);
    return {
      step: place,
      lanes,
      arrow,
      causes,
      ...actionOf(step),
      changes: step ? changesOf(step, states[place - 1] ?? state, state) : [],
      ...(findings[place] ?? { tallies: [], badges: [] }),
      executions: lanes.flatMap((lane) =>
        (logs[lane] ?? []).filter((entry) => entry.step === place).map((entry) => ({ ...entry, lane })),
      ),
      states: lanes.map((lane) => replicaState(lane, state, states[place - 1])),
    };
  });
  const conflicting = finding?.conflict;
  return {
    lanes: ids.map((id) => ({ id, name: node(id), isByzantine: byzantine.includes(id) })),
    moments,
    sendings,
    arrows,
    values: values.all,
    logs,
    fork: conflicting ? [placeOf(conflicting[0]), placeOf(conflicting[1])] : null,
    noReturn: conflict === null ? null : noReturnOf(conflict),
  };
}

const placeOf = ({ replica, place }: { readonly replica: ReplicaId; readonly place: number }) => ({
  lane: replica,
  place,
});

const noReturnOf = ({ outlook: { inevitable } }: Conflict): NoReturn => ({
  step: inevitable.step,
  isExact: inevitable.undetermined.length === 0,
});

function actionOf(step: TraceStep | undefined): Pick<Moment, "kind" | "words" | "label"> {
  if (!step) return { kind: "start", words: "the start", label: "" };
  const { action } = step;
  const label = {
    deliver: "",
    timeout: "timeout",
    step: action.kind === "step" ? action.name : "",
    "round-end": "the round ends",
  };
  return {
    kind: action.kind,
    words: clip(clean(actionWords(action)), 300),
    label: clip(clean(label[action.kind]), 40),
  };
}

function causesOf(
  lanes: readonly ReplicaId[],
  last: ReadonlyMap<ReplicaId, number>,
  taken: Sending | null | undefined,
): readonly number[] {
  const earlier = lanes.map((lane) => last.get(lane) ?? 0);
  return [...new Set([...earlier, ...(taken ? (taken.isLie ? taken.shows : [taken.step]) : [])])].sort((a, b) => a - b);
}

/** A log entry with the step in which each was executed, by lane. */
function logsOf(
  { initial, steps }: Pick<Trace, "initial" | "steps">,
  honest: readonly ReplicaId[],
  nodes: number,
  values: Values,
): readonly (readonly Entry[] | null)[] {
  return Array.from({ length: nodes }, (_, id) => {
    if (!honest.includes(id)) return null;
    const start = (initial.logs[id] ?? []).map((execution) => ({ execution, step: 0 }));
    const later = steps.flatMap(({ index, executions }) =>
      executions.filter(({ replica }) => replica === id).map((execution) => ({ execution, step: index })),
    );
    return [...start, ...later].map(({ execution: { slot, view, value }, step }) => ({
      slot,
      view,
      value: values.index(value),
      step,
    }));
  });
}

const replicaState = (lane: ReplicaId, state: GlobalState, before: GlobalState | undefined): ReplicaState => ({
  lane,
  fields: fieldsOf(state.replicas[lane] as Json, before ? (before.replicas[lane] as Json) : null),
});
