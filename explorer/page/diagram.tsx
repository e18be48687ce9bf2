/** The steps as a diagram: the viewer of the reports, kept in step with the session. */
import type { PropertyOutcome } from "../../checker/outcome.ts";
import { mount, type Viewer } from "../../reports/html/viewer/mount.ts";
import { pictureOf } from "../../reports/space-time/picture-of.ts";
import { judgedHere, violatedIn } from "../findings.ts";
import { goTo, type Session, traceOf } from "../session.ts";
import { useEffect, useMemo, useRef } from "./view.ts";

interface Props {
  readonly session: Session;
  /** The property whose trace the steps are, where they are one. */
  readonly property: PropertyOutcome | null;
  onSession(session: Session): void;
}

/** The width at which the page has three columns; the style sheet has it too. */
const BESIDE = "(min-width: 1240px)";

export function Diagram({ session, property, onSession }: Props) {
  const { protocol, configuration } = session.setup;
  const { steps } = session;
  const picture = useMemo(() => {
    const violated = violatedIn(judgedHere(goTo(session, steps.length)));
    const finding = property?.finding ?? violated[0]?.finding ?? null;
    const conflict = property?.conflict ?? null;
    return pictureOf({ trace: traceOf(session), configuration, protocol, finding, conflict });
  }, [steps, session.system, property]);
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<Viewer | null>(null);
  /** The step that the viewer shows, and what it tells of it: what is told to it comes back. */
  const shown = useRef(Number.POSITIVE_INFINITY);
  const told = useRef<(step: number) => void>(() => {});
  told.current = (step) => {
    shown.current = step;
    const there = goTo(session, step);
    if (there.at !== session.at) onSession(there);
  };
  useEffect(() => {
    if (!place.current) return;
    viewer.current = mount(place.current, picture, {
      label: "The steps taken so far",
      names: { steps: "Steps", everything: "Full order" },
      keys: document,
      onStep: (step) => told.current(step ?? Number.POSITIVE_INFINITY),
    });
    return () => viewer.current?.remove();
  }, []);
  const drawnSteps = useRef(steps.length);
  useEffect(() => {
    viewer.current?.show(picture);
    const isLonger = steps.length === drawnSteps.current + 1;
    drawnSteps.current = steps.length;
    // Where what can happen stands beside the diagram, a step that was just taken is brought into sight.
    if (!isLonger || !matchMedia(BESIDE).matches) return;
    const rows = place.current?.querySelectorAll("svg.diagram .band");
    rows?.item(rows.length - 1)?.scrollIntoView({ block: "nearest" });
  }, [picture]);
  useEffect(() => {
    if (session.at === Math.min(shown.current, steps.length)) return;
    viewer.current?.goTo(session.at === steps.length ? null : session.at);
  }, [session]);
  return <div class="diagram-place" ref={place} />;
}
