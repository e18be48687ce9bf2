/** The check: started and stopped here, followed while it runs, and its traces opened in the diagram. */
import { warningsOf } from "../../checker/options.ts";
import type { Outcome, PropertyOutcome } from "../../checker/outcome.ts";
import { runTone } from "../../reports/compare-words.ts";
import { verdictWords } from "../../reports/summary.ts";
import { clean, counted, sentence } from "../../reports/words.ts";
import { keyOf, type Setup } from "../setup.ts";
import { type Answer, type Moment, named, type PlainOutcome, type SearchWish } from "../tasks.ts";
import { Panel } from "./panel.tsx";
import { start, type Work } from "./searching.ts";
import { Verdicts } from "./verdicts.tsx";
import { useEffect, useRef, useState } from "./view.ts";

interface Props {
  readonly setup: Setup;
  /** Opens the trace of a property. */
  onTrace(property: PropertyOutcome): void;
}

/** What there is to see of a check. */
interface Seen {
  readonly running: boolean;
  readonly stopping: boolean;
  readonly moment: Moment | null;
  readonly violated: readonly string[];
  readonly outcome: Outcome | null;
  readonly failed: string | null;
}

const NOTHING: Seen = { running: false, stopping: false, moment: null, violated: [], outcome: null, failed: null };

/** A page has less memory than a terminal, and cannot tell how much: a search ends here unless somebody says otherwise. */
const USUAL: SearchWish = { engine: "compiled", search: "breadth-first", maxStates: 2_000_000 };

export function CheckPanel({ setup, onTrace }: Props) {
  const [seen, setSeen] = useState(NOTHING);
  const [wish, setWish] = useState(USUAL);
  const work = useRef<Work | null>(null);
  useEffect(() => {
    setSeen(NOTHING);
    return () => work.current?.abandon();
  }, [keyOf({ ...setup, scenario: null })]);

  const begin = (): void => {
    work.current?.abandon();
    setSeen({ ...NOTHING, running: true });
    work.current = start({ kind: "check", setup: named(setup), wish }, (answer) =>
      setSeen((before) => after(before, answer)),
    );
  };
  const stop = (): void => {
    if (seen.stopping) {
      work.current?.abandon();
      setSeen({ ...NOTHING, failed: "It was ended at once; what it had found is lost." });
      return;
    }
    work.current?.stop();
    setSeen({ ...seen, stopping: true });
  };
  return (
    <Panel kind="check" title="Check every order and every lie">
      {warningsOf(setup.configuration).map((words) => (
        <p class="caution" key={words}>
          {sentence(words)}
        </p>
      ))}
      <WishFields wish={wish} onWish={setWish} />
      <p class="buttons">
        <button type="button" class="primary" onClick={begin} disabled={seen.running}>
          Check
        </button>
        {seen.running ? (
          <button type="button" onClick={stop}>
            {seen.stopping ? "End it at once" : "Stop"}
          </button>
        ) : null}
      </p>
      <div role="status">
        {seen.running ? <ProgressLine {...seen} /> : null}
        {seen.outcome === null ? null : <p class={`run ${runTone(seen.outcome)}`}>{verdictWords(seen.outcome)}</p>}
      </div>
      {seen.failed === null ? null : (
        <p class="wrong" role="alert">
          {sentence(clean(seen.failed))}
        </p>
      )}
      {seen.outcome === null ? null : <Verdicts outcome={seen.outcome} onTrace={onTrace} />}
    </Panel>
  );
}

function after(before: Seen, answer: Answer): Seen {
  switch (answer.kind) {
    case "progress":
      return { ...before, moment: answer.moment };
    case "violation":
      return { ...before, violated: [...before.violated, answer.property] };
    case "outcome":
      return { ...NOTHING, outcome: withLookup(answer.outcome) };
    case "failed":
      return { ...NOTHING, failed: answer.says };
    case "graph":
      return before;
  }
}

/** An outcome with its function again, which does not survive the way from the worker. */
const withLookup = (outcome: PlainOutcome): Outcome => ({
  ...outcome,
  property(name) {
    const found = outcome.properties.find((one) => one.name === name);
    if (!found) throw new RangeError(`no property "${name}" was checked`);
    return found;
  },
});

function ProgressLine({ moment, violated, stopping }: Seen) {
  const far =
    moment === null
      ? ["compiling the replicas"]
      : [
          // Before the first state the engine makes its tables, and only their size is known.
          moment.distinctStates === 0
            ? `making tables: ${counted(moment.frontier, "state")} of replicas`
            : counted(moment.distinctStates, "state"),
          ...(moment.distinctStates === 0 || moment.depth === null ? [] : [`depth ${moment.depth}`]),
          `${(moment.milliseconds / 1000).toFixed(1)} s`,
        ];
  return (
    <p class="progress">
      <progress aria-label="The check is running" />
      <span>{`${stopping ? "stopping: " : ""}${far.join(", ")}`}</span>
      {violated.map((name) => (
        <span class="verdict wrong" key={name}>{`VIOLATED ${clean(name)}`}</span>
      ))}
    </p>
  );
}

interface WishProps {
  readonly wish: SearchWish;
  onWish(wish: SearchWish): void;
}

function WishFields({ wish, onWish }: WishProps) {
  return (
    <details>
      <summary>How it searches</summary>
      <label>
        <span>engine</span>
        <select
          value={wish.engine}
          onChange={({ currentTarget: { value } }) =>
            onWish({ ...wish, engine: value === "reference" ? "reference" : "compiled" })
          }
        >
          <option value="compiled">compiled: fewer states, the same verdicts</option>
          <option value="reference">reference: every state of the definition</option>
        </select>
      </label>
      <label>
        <span>order</span>
        <select
          value={wish.search}
          onChange={({ currentTarget: { value } }) =>
            onWish({ ...wish, search: value === "depth-first" ? "depth-first" : "breadth-first" })
          }
        >
          <option value="breadth-first">breadth-first: shortest traces</option>
          <option value="depth-first">depth-first</option>
        </select>
      </label>
      <label>
        <span>states at most</span>
        <input
          type="number"
          min={1}
          value={wish.maxStates}
          onChange={({ currentTarget }) =>
            onWish({ ...wish, maxStates: Math.max(1, Math.round(currentTarget.valueAsNumber) || USUAL.maxStates) })
          }
        />
      </label>
    </details>
  );
}
