/** The page: one session, and the panels around it. */
import type { PropertyOutcome } from "../../checker/outcome.ts";
import { ConfigurationError } from "../../model/configuration.ts";
import { ModelError } from "../../model/error.ts";
import { titleWords } from "../../reports/summary.ts";
import { clean, configurationWords } from "../../reports/words.ts";
import type { Opened } from "../opened.ts";
import { scenarioActions, scenarioSetup } from "../scenario.ts";
import { along, begin, goTo, placeWords, type Session } from "../session.ts";
import type { Setup } from "../setup.ts";
import { useAddress } from "./address.ts";
import { CheckPanel } from "./check-panel.tsx";
import { ChoicesPanel } from "./choices-panel.tsx";
import { Diagram } from "./diagram.tsx";
import { GraphPanel } from "./graph-panel.tsx";
import { OpenPanel } from "./open-panel.tsx";
import { Panel } from "./panel.tsx";
import { SetupForm } from "./setup-form.tsx";
import { ShareBar } from "./share-bar.tsx";
import { Trail } from "./trail.tsx";
import { useEffect, useState } from "./view.ts";

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
  useAddress(session, (there) => {
    if (there instanceof Error) return setNotice(there.message);
    show(byHand(there));
  });
  useEffect(() => {
    document.title = `${setup.protocol.name}, ${placeWords(session)} - byzcheck explorer`;
  }, [session]);
  useEffect(() => {
    const failed = (words: string): void =>
      setNotice(`Something went wrong in the explorer itself, please report it: ${words}`);
    // Notices of the browser, such as those about sizes that change too fast, come without an error.
    addEventListener("error", ({ error }) => error && failed(String(error)));
    addEventListener("unhandledrejection", ({ reason }) => failed(String(reason)));
  }, []);

  const show = (next: Shown): void => {
    setShown(next);
    setNotice(null);
  };
  const move = (next: Session): void => show(next.steps === session.steps ? { ...shown, session: next } : byHand(next));
  const openTrace = (property: PropertyOutcome): void => {
    const actions = (property.trace?.steps ?? []).map(({ action }) => action);
    const from = `the ${property.verdict === "VIOLATED" ? "counterexample" : "witness"} of ${property.name}`;
    show({ session: along({ ...setup, scenario: null }, actions), property, from: `${from}, found by the check` });
  };
  const openFile = ({ session: opened, property }: Opened): void =>
    show({ session: opened, property: null, from: `a trace file of ${property}, replayed` });
  const playScenario = (name: string): void => {
    try {
      const staged = scenarioSetup(setup.protocol, name, setup.configuration);
      show({ session: goTo(along(staged, scenarioActions(staged)), 0), property: null, from: `the scenario ${name}` });
    } catch (error) {
      // A scenario delivers each message once, which is not always possible where a variant counts copies.
      if (!(error instanceof ModelError || error instanceof ConfigurationError)) throw error;
      setNotice(
        `The scenario ${name} cannot be played with this setup: ${error.message}. Choose another variant, or none.`,
      );
    }
  };
  return (
    <>
      <header>
        <h1>byzcheck explorer</h1>
        <ShareBar session={session} />
      </header>
      {notice === null ? null : (
        <p class="notice wrong" role="alert">
          {clean(notice)}{" "}
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
          <Trail session={session} from={shown.from} property={shown.property} onSession={move} />
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
