/** Ways into a session other than by hand: a known run of the protocol, and a trace file. */

import { InternalError } from "../../checker/trace.ts";
import { ConfigurationError } from "../../model/configuration.ts";
import { ModelError } from "../../model/error.ts";
import { TraceFileError } from "../../reports/read.ts";
import { clean, sentence } from "../../reports/words.ts";
import { type Opened, openTrace } from "../opened.ts";
import type { Setup } from "../setup.ts";
import { Panel } from "./panel.tsx";
import { useState } from "./view.ts";

interface Props {
  readonly setup: Setup;
  onScenario(name: string): void;
  onOpened(opened: Opened): void;
}

export function OpenPanel({ setup, onScenario, onOpened }: Props) {
  const scenarios = Object.entries(setup.protocol.scenarios ?? {});
  return (
    <Panel kind="open" title="Open a run" folds>
      {scenarios.length === 0 ? null : (
        <ul>
          {scenarios.map(([name, { says }]) => (
            <li key={name}>
              <button type="button" aria-pressed={setup.scenario === name} onClick={() => onScenario(name)}>
                {clean(name)}
              </button>
              <small>{sentence(clean(says))}</small>
            </li>
          ))}
        </ul>
      )}
      <TraceFileField onOpened={onOpened} />
    </Panel>
  );
}

function TraceFileField({ onOpened }: Pick<Props, "onOpened">) {
  const [wrong, setWrong] = useState<string | null>(null);
  const read = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      onOpened(openTrace(await file.text(), file.name));
      setWrong(null);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setWrong(error.message);
    } finally {
      // The same file may be chosen again, once it is mended.
      input.value = "";
    }
  };
  return (
    <div class="file">
      <label>
        <span>trace file (JSON or ITF)</span>
        <input
          type="file"
          accept=".json,application/json"
          aria-describedby="file-says"
          onChange={({ currentTarget }) => void read(currentTarget)}
        />
      </label>
      <small id="file-says">
        It is read here, and sent nowhere. `npm run check` writes such files to reports/out/.
      </small>
      {wrong === null ? null : (
        <p class="wrong lines" role="alert">
          {sentence(wrong.split("\n").map(clean).join("\n"))}
        </p>
      )}
    </div>
  );
}

const REFUSALS = [TraceFileError, ConfigurationError, InternalError, ModelError];

const isRefusal = (error: unknown): error is Error => REFUSALS.some((kind) => error instanceof kind);
