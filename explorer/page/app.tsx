/** The page: one session, and the panels around it. */
import type { PropertyOutcome } from "../../checker/outcome.ts";
import { titleWords } from "../../reports/summary.ts";
import { configurationWords } from "../../reports/words.ts";
import { linkTo, sessionAt } from "../link.ts";
import type { Opened } from "../opened.ts";
import { scenarioActions, scenarioSetup } from "../scenario.ts";
import { along, begin, goTo, type Session } from "../session.ts";
import type { Setup } from "../setup.ts";
import { CheckPanel } from "./check-panel.tsx";
import { ChoicesPanel } from "./choices-panel.tsx";
import { Diagram } from "./diagram.tsx";
import { GraphPanel } from "./graph-panel.tsx";
import { OpenPanel } from "./open-panel.tsx";
import { Panel } from "./panel.tsx";
import { SetupForm } from "./setup-form.tsx";
import { ShareBar } from "./share-bar.tsx";
import { Trail } from "./trail.tsx";
import { useEffect, useRef, useState } from "./view.ts";

/** A session, and what is known of its steps from elsewhere. */
interface Shown {
  readonly session: Session;
  /** The property whose trace the steps are, as long as no other was taken. */
  readonly property: PropertyOutcome | null;
  /** Where the steps come from, in words. */
  readonly from: string | null;
}

/** A setup in one line. */
const briefly = ({ protocol, configuration }: Setup): string =>
  `${titleWords({ protocol: protocol.name, variant: configuration.variant })}: ${configurationWords(configuration)}`;

const byHand = (session: Session): Shown => ({ session, property: null, from: null });

export function App({ first, notice: firstNotice }: { readonly first: Session; readonly notice: string | null }) {
  const [shown, setShown] = useState<Shown>(() => byHand(first));
  const [notice, setNotice] = useState(firstNotice);
  const { session } = shown;
  const { setup } = session;
  const setupShown = useRef(setup);

  useEffect(() => {
    const link = `#${linkTo(session)}`;
    // A step replaces the address; another setup leaves the one before it for the way back.
    const isNew = setupShown.current !== setup;
    setupShown.current = setup;
    if (link === location.hash) return;
    if (isNew) history.pushState(null, "", link);
    else history.replaceState(null, "", link);
  }, [session]);
  useEffect(() => {
    const follow = (): void => {
      try {
        const there = sessionAt(location.hash.slice(1));
        setupShown.current = there.setup;
        setShown(byHand(there));
        setNotice(null);
      } catch (error) {
        setNotice(error instanceof Error ? error.message : String(error));
      }
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  const show = (next: Shown): void => {
    setShown(next);
    setNotice(null);
  };
  const move = (next: Session): void => show(next.steps === session.steps ? { ...shown, session: next } : byHand(next));
  const openTrace = (property: PropertyOutcome): void => {
    const actions = (property.trace?.steps ?? []).map(({ action }) => action);
    const from = `${property.name} ${property.verdict}, found by the check`;
    show({ session: along({ ...setup, scenario: null }, actions), property, from });
  };
  const openFile = ({ session: opened, property }: Opened): void =>
    show({ session: opened, property: null, from: `a trace file of ${property}, replayed` });
  const playScenario = (name: string): void => {
    const staged = scenarioSetup(setup.protocol, name, setup.configuration.variant);
    show({ session: goTo(along(staged, scenarioActions(staged)), 0), property: null, from: `the scenario ${name}` });
  };
  return (
    <>
      <header>
        <h1>byzcheck explorer</h1>
        <ShareBar session={session} />
      </header>
      {notice === null ? null : (
        <p class="notice wrong" role="alert">
          {notice}{" "}
          <button type="button" onClick={() => setNotice(null)}>
            Close
          </button>
        </p>
      )}
      <main>
        <div class="column before">
          <Panel kind="setup" title="Setup" brief={briefly(setup)} folds>
            <SetupForm setup={setup} onSetup={(next) => show(byHand(begin(next)))} />
          </Panel>
          <CheckPanel setup={setup} onTrace={openTrace} />
          <OpenPanel setup={setup} onScenario={playScenario} onOpened={openFile} />
        </div>
        <div class="column here">
          <Trail session={session} from={shown.from} onSession={move} />
          <Diagram session={session} property={shown.property} onSession={move} />
        </div>
        <div class="column next">
          <ChoicesPanel session={session} onSession={move} />
        </div>
        <div class="column below">
          <GraphPanel session={session} onSession={move} />
        </div>
      </main>
    </>
  );
}
