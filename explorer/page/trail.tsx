/** The steps taken so far: undone, redone and played; where they come from, and what the properties say of where they lead. */
import type { PropertyOutcome } from "../../checker/outcome.ts";
import { forkWords } from "../../reports/fork-words.ts";
import { clean, sentence } from "../../reports/words.ts";
import { type Judged, judgedHere, violatedIn } from "../findings.ts";
import { goTo, placeWords, type Session } from "../session.ts";
import { useEffect, useMemo, useRef, useState } from "./view.ts";

interface Props {
  readonly session: Session;
  /** Where the steps come from, in words; null where they were taken by hand. */
  readonly from: string | null;
  /** The property whose trace they are, where they are one. */
  readonly property: PropertyOutcome | null;
  onSession(session: Session): void;
}

/** Milliseconds that a step stays on the screen while steps are played. */
const PACE = 900;

export function Trail({ session, from, property, onSession }: Props) {
  const { at, steps } = session;
  const [playing, setPlaying] = useState(false);
  const isOver = at === steps.length;
  useEffect(() => {
    if (!playing) return;
    if (isOver) return setPlaying(false);
    const timer = setTimeout(() => onSession(goTo(session, at + 1)), PACE);
    return () => clearTimeout(timer);
  }, [playing, session]);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was opened elsewhere on the page is to be seen.
    if (from !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [from]);
  const judged = useMemo(() => judgedHere(session), [session]);
  const play = (): void => {
    setPlaying(!playing);
    if (!playing && isOver) onSession(goTo(session, 0));
  };
  return (
    <section class="trail" aria-labelledby="trail-title" ref={place}>
      <h2 id="trail-title">{capital(placeWords(session))}</h2>
      {from === null ? null : <p class="from">{sentence(`These are the steps of ${clean(from)}`)}</p>}
      <p class="buttons">
        <button type="button" disabled={at === 0} onClick={() => onSession(goTo(session, at - 1))}>
          Undo
        </button>
        <button type="button" disabled={isOver} onClick={() => onSession(goTo(session, at + 1))}>
          Redo
        </button>
        <button type="button" disabled={steps.length === 0} onClick={play}>
          {playing ? "Pause" : "Play"}
        </button>
        <button
          type="button"
          disabled={steps.length === 0}
          onClick={() => onSession({ ...goTo(session, 0), steps: [] })}
        >
          Start over
        </button>
      </p>
      {violatedIn(judged).map(({ property, finding }) => (
        <p class="violated wrong" role="alert" key={property.name}>
          <strong>{`${clean(property.name)} is violated here. `}</strong>
          {sentence(clean(finding.says))}
        </p>
      ))}
      {property === null || !isOver
        ? null
        : forkWords(property, session.setup).map((words) => <p key={words}>{words}</p>)}
      <ul class="judged" aria-label="What the properties say of this state">
        {judged.map((one) => (
          <li key={one.property.name} class={toneHere(one)} title={one.property.says}>
            {`${clean(one.property.name)}: ${wordsHere(one)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const toneHere = ({ property: { kind }, finding }: Judged): string =>
  kind === "always" ? (finding === null ? "faint" : "wrong") : finding === null ? "faint" : "right";

function wordsHere({ property: { kind }, finding }: Judged): string {
  switch (kind) {
    case "always":
      return finding === null ? "holds here" : "violated";
    case "sometimes":
      return finding === null ? "not here" : "reached";
    case "recoverable":
      return finding === null ? "not yet" : "reached";
  }
}
