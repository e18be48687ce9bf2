/** The pictures of the documentation: each a run of a protocol, drawn by the project's own report. */
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { replay } from "../../checker/trace.ts";
import { type Action, actionWords } from "../../model/action.ts";
import { configure } from "../../model/configuration.ts";
import type { Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";
import type { Picture } from "../../reports/space-time/picture.ts";
import { pictureOf } from "../../reports/space-time/picture-of.ts";
import { svgFile } from "../../reports/space-time/svg-file.ts";

interface Drawing {
  /** Of the file, without its ending. */
  readonly name: string;
  /** What it shows, for who cannot see it. */
  readonly says: string;
  picture(): Promise<Picture>;
}

const DRAWINGS: readonly Drawing[] = [
  {
    name: "bsmr-fork",
    says: "bsmr forks in two steps: node 0 tells node 1 one result and node 2 another, and both execute what they are told",
    picture: async () => counterexample(bsmr, await check({ protocol: bsmr, properties: ["agreement"] })),
  },
  {
    name: "pbft-no-fork",
    says: "The same attempt against PBFT fails: node 0 proposes a to node 1 and b to nodes 2 and 3, which find each other's votes; node 1 never finds enough",
    picture: async () => played(pbft, EQUIVOCATION),
  },
  {
    name: "pbft-rounds-divergence",
    says: "pbft-rounds in fourteen steps: node 2 executes a value in slot 0 that the others skip by their timers, and node 1 executes another one first",
    picture: async () =>
      counterexample(pbftRounds, await check({ protocol: pbftRounds, rounds: 2, properties: ["log-consistency"] })),
  },
];

/** Node 0 says a to node 1 and b to the others, and helps both sides with its COMMIT. */
const EQUIVOCATION = [
  "node 1 <- node 0  PRE-PREPARE view 0 slot 1 value a",
  "node 2 <- node 0  PRE-PREPARE view 0 slot 1 value b",
  "node 3 <- node 0  PRE-PREPARE view 0 slot 1 value b",
  "node 1 <- node 2  PREPARE view 0 slot 1 value b",
  "node 2 <- node 1  PREPARE view 0 slot 1 value a",
  "node 2 <- node 3  PREPARE view 0 slot 1 value b",
  "node 3 <- node 2  PREPARE view 0 slot 1 value b",
  "node 1 <- node 0  COMMIT view 0 slot 1 value a",
  "node 2 <- node 0  COMMIT view 0 slot 1 value b",
  "node 2 <- node 3  COMMIT view 0 slot 1 value b",
  "node 3 <- node 0  COMMIT view 0 slot 1 value b",
  "node 3 <- node 2  COMMIT view 0 slot 1 value b",
];

/** The picture of the only trace of an outcome. */
function counterexample(protocol: Protocol, { properties, configuration }: Outcome): Picture {
  const [property] = properties;
  if (!property?.trace) throw new Error(`${protocol.name}: no trace was found`);
  const { trace, finding, conflict } = property;
  return pictureOf({ trace, configuration, protocol, finding, conflict });
}

/** The picture of a run that is written down, each step in words. */
function played(protocol: Protocol, words: readonly string[]): Picture {
  const configuration = configure(protocol, {});
  const system = createSystem(protocol, configuration);
  const actions: Action[] = [];
  let state = system.initial;
  for (const wanted of words) {
    const one = system.transitions(state).find(({ action }) => actionWords(action) === wanted);
    if (!one) throw new Error(`${protocol.name}: not enabled: ${wanted}`);
    actions.push(one.action);
    state = one.next;
  }
  return pictureOf({ trace: replay(system, actions), configuration, protocol });
}

/** The files: their names, and what is in them. */
export async function pictureFiles(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const { name, says, picture } of DRAWINGS) {
    files.push({ name: `${name}.svg`, text: svgFile(await picture(), says) });
  }
  return files;
}
