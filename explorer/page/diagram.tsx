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
  useEffect(() => viewer.current?.show(picture), [picture]);
  useEffect(() => {
    if (session.at === Math.min(shown.current, steps.length)) return;
    viewer.current?.goTo(session.at === steps.length ? null : session.at);
  }, [session]);
  return <div class="diagram-place" ref={place} />;
}
