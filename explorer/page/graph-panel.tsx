/** The states of a small space, drawn: where the session is among them, and a way to each. */
import { clean, counted } from "../../reports/words.ts";
import { type DrawnGraph, RADIUS, type Spot } from "../drawn-graph.ts";
import { choicesOf, goTo, type Session, take } from "../session.ts";
import { keyOf } from "../setup.ts";
import { codesTo, statesAlong } from "../state-graph.ts";
import { named } from "../tasks.ts";
import { Panel } from "./panel.tsx";
import { start, type Work } from "./searching.ts";
import { useEffect, useMemo, useRef, useState } from "./view.ts";

interface Props {
  readonly session: Session;
  onSession(session: Session): void;
}

/** How many states are drawn at most; beyond these a drawing shows nothing. */
const SIZES = [50, 150, 300, 600];

export function GraphPanel({ session, onSession }: Props) {
  const { setup } = session;
  const [graph, setGraph] = useState<DrawnGraph | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [most, setMost] = useState(150);
  const [busy, setBusy] = useState(false);
  const work = useRef<Work | null>(null);
  useEffect(() => {
    setGraph(null);
    setFailed(null);
    setBusy(false);
    return () => work.current?.abandon();
  }, [keyOf(setup)]);

  const draw = (): void => {
    work.current?.abandon();
    setBusy(!busy);
    if (busy) return;
    work.current = start({ kind: "graph", setup: named(setup), most }, (answer) => {
      setBusy(false);
      setGraph(answer.kind === "graph" ? answer.graph : null);
      setFailed(answer.kind === "failed" ? answer.says : null);
    });
  };
  return (
    <Panel kind="graph" title="State graph">
      <p class="buttons">
        <label>
          <span>states at most</span>
          <select value={most} onChange={({ currentTarget }) => setMost(Number(currentTarget.value))}>
            {SIZES.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={draw}>
          {busy ? "Stop drawing" : "Draw it"}
        </button>
      </p>
      {failed === null ? null : (
        <p class="wrong" role="alert">
          {clean(failed)}
        </p>
      )}
      {graph === null ? null : <Drawing graph={graph} session={session} onSession={onSession} />}
    </Panel>
  );
}

function Drawing({ graph, session, onSession }: Props & { readonly graph: DrawnGraph }) {
  const { states, edges, complete, width, height } = graph;
  const [zoom, setZoom] = useState<"fit" | "full">("fit");
  const codes = session.steps.slice(0, session.at).map(({ code }) => code);
  const along = statesAlong(graph, codes);
  const current = along.at(-1) ?? null;
  const go = (state: number): void => {
    let there = goTo({ ...session, steps: [] }, 0);
    for (const code of codesTo(graph, state)) {
      const choice = choicesOf(there).find((one) => one.code === code);
      if (choice) there = take(there, choice);
    }
    onSession(there);
  };
  const bad = states.filter(({ violates }) => violates.length > 0).length;
  // Hundreds of lines that do not change need not be made anew for each step.
  const lines = useMemo(
    () =>
      edges.map((edge, place) => <path key={place} class={edge.byzantine ? "lie" : ""} d={path(graph.lines[place])} />),
    [graph],
  );
  return (
    <>
      <p>
        {complete
          ? `All ${counted(states.length, "state")} and ${counted(edges.length, "way")} between them.`
          : `The ${counted(states.length, "state")} nearest to the start; there are more.`}
        {bad > 0 ? ` In ${counted(bad, "state")}, red, something that must always hold does not.` : ""}
        {current === null ? " The state that you look at is not among them." : ""}
      </p>
      <p class="buttons">
        <label>
          <span>go to state</span>
          <input
            type="number"
            min={0}
            max={states.length - 1}
            value={current ?? ""}
            onChange={({ currentTarget: { valueAsNumber } }) => {
              if (states[valueAsNumber]) go(valueAsNumber);
            }}
          />
        </label>
        <button type="button" aria-pressed={zoom === "fit"} onClick={() => setZoom("fit")}>
          Fit
        </button>
        <button type="button" aria-pressed={zoom === "full"} onClick={() => setZoom("full")}>
          Full size
        </button>
      </p>
      <div class={`scrolls ${zoom}`}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={zoom === "fit" ? "100%" : width}
          height={zoom === "fit" ? undefined : height}
          role="img"
          aria-label="The states and the ways between them; their numbers can be entered above"
        >
          <g class="ways">{lines}</g>
          {states.map(({ depth, violates }, state) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the field above takes the number of a state
            <circle
              key={state}
              class={stateClass(violates, state === current, along.includes(state))}
              cx={graph.spots[state]?.x ?? 0}
              cy={graph.spots[state]?.y ?? 0}
              r={RADIUS}
              onClick={() => go(state)}
            >
              <title>{stateLabel(state, depth, violates, state === current)}</title>
            </circle>
          ))}
        </svg>
      </div>
    </>
  );
}

const path = (line: readonly Spot[] = []): string =>
  line.map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${x} ${y}`).join("");

const stateClass = (violates: readonly string[], isCurrent: boolean, isAlong: boolean): string =>
  ["state", violates.length > 0 ? "wrong" : "", isCurrent ? "current" : isAlong ? "along" : ""].join(" ").trim();

function stateLabel(state: number, depth: number, violates: readonly string[], isCurrent: boolean): string {
  const broken = violates.length === 0 ? "" : `, ${violates.map(clean).join(" and ")} violated`;
  return `state ${state}, ${counted(depth, "step")} from the start${broken}${isCurrent ? ", where you are" : ""}`;
}
