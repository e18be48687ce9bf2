/**
 * Who checks the check? Each of these faults, planted in one module of the compiled engine, breaks the law on some of a
 * few hundred random protocols. A wrong renaming is planted in symmetry.test.ts.
 */
import { afterEach, expect, test, vi } from "vitest";
import type * as AlphabetModule from "../../../../checker/compile/alphabet.ts";
import type * as Futures from "../../../../checker/compile/futures.ts";
import type * as Guards from "../../../../checker/compile/guards.ts";
import type * as Layouts from "../../../../checker/compile/layout.ts";
import type * as LocalMachines from "../../../../checker/compile/local-machine.ts";
import type { Look, Write } from "../../../../checker/compile/looks.ts";
import type * as MonitorsModule from "../../../../checker/compile/monitors.ts";
import type * as PackingModule from "../../../../checker/compile/packing.ts";
import type { Read } from "../../../../checker/compile/places.ts";
import type * as Quotient from "../../../../checker/compile/quotient.ts";
import type * as RecorderModule from "../../../../checker/compile/recorder.ts";
import { crossCheck } from "../../../../checker/cross-check.ts";
import type * as FrontierModule from "../../../../checker/frontier.ts";
import { firstDifference } from "../../../checker/compile/law.ts";
import { withClasses } from "../../../checker/compile/machines.ts";
import { type Recipe, randomProtocol, TRIGGERS } from "../../../checker/compile/random-protocol.ts";

/** Which fault is planted now, the alphabet that was made last, and the inputs of the first replica. */
const planted = vi.hoisted(() => ({
  fault: "",
  alphabet: null as AlphabetModule.Alphabet | null,
  first: null as { readonly of: AlphabetModule.Alphabet; readonly cues: readonly object[] } | null,
}));
const is = (fault: string): boolean => planted.fault === fault;
afterEach(() => {
  planted.fault = "";
});

vi.mock("../../../../checker/compile/quotient.ts", async (original) => {
  const real = await original<typeof Quotient>();
  const blind = (machine: LocalMachines.LocalMachine): LocalMachines.LocalMachine => {
    const output = machine.output.map((one) => (one === 0 ? 0 : 1));
    return withClasses(machine, real.quotient({ ...machine, output }).stateOf);
  };
  return {
    ...real,
    quotient: (machine: LocalMachines.LocalMachine) =>
      is("the quotient does not look at outputs") ? blind(machine) : real.quotient(machine),
  };
});

vi.mock("../../../../checker/compile/alphabet.ts", async (original) => {
  const real = await original<typeof AlphabetModule>();
  class Alphabet extends real.Alphabet {
    constructor() {
      super();
      planted.alphabet = this;
    }
  }
  return { ...real, Alphabet };
});

vi.mock("../../../../checker/compile/local-machine.ts", async (original) => {
  const real = await original<typeof LocalMachines>();
  const isSilent: typeof real.isSilent = (machine, state, edge) => {
    const onlyLogs = planted.alphabet?.output(machine.output[edge] as number).sends.length === 0;
    const looksAlike = machine.observation[state] === machine.observation[machine.target[edge] as number];
    if (is("a step that only executes is silent") && onlyLogs && looksAlike) return true;
    if (is("a step that shows is silent") && machine.output[edge] === 0) return true;
    return real.isSilent(machine, state, edge);
  };
  return { ...real, isSilent };
});

vi.mock("../../../../checker/compile/futures.ts", async (original) => {
  const real = await original<typeof Futures>();
  const liveMessages: typeof real.liveMessages = (machine, cues, alphabet) => {
    const seen = is("evidence is not live") ? cues.map((cue) => ({ ...cue, lie: null })) : cues;
    const live = real.liveMessages(machine, seen, alphabet);
    if (planted.first?.of !== alphabet) planted.first = { of: alphabet, cues };
    const left = is("the live union leaves the first replica out") && planted.first?.cues === cues;
    return left ? { ...live, bits: live.bits.map(() => 0) } : live;
  };
  return { ...real, liveMessages };
});

vi.mock("../../../../checker/compile/guards.ts", async (original) => {
  const real = await original<typeof Guards>();
  const isThere: typeof real.isThere = (there, code, soup) =>
    (is("lies need no evidence") && code <= real.GUARDED) || real.isThere(there, code, soup);
  return { ...real, isThere };
});

vi.mock("../../../../checker/compile/packing.ts", async (original) => {
  const real = await original<typeof PackingModule>();
  const packing: typeof real.packing = (sizes) =>
    real.packing(is("packing leaves no room for the last state") ? sizes.map((size) => size - 1) : sizes);
  return { ...real, packing };
});

vi.mock("../../../../checker/compile/monitors.ts", async (original) => {
  const real = await original<typeof MonitorsModule>();
  class Monitors extends real.Monitors {
    override forget(state: number, possible: Parameters<MonitorsModule.Monitors["forget"]>[1]): number {
      return super.forget(state, is("monitors forget what may come up again") ? possible.slice(1) : possible);
    }
  }
  return { ...real, Monitors };
});

vi.mock("../../../../checker/compile/recorder.ts", async (original) => {
  const real = await original<typeof RecorderModule>();
  class Recorder extends real.Recorder {
    override note(read: Read): void {
      if (is("an enumeration is no read") && read.sees === "whole") return;
      super.note(read);
    }
    override asksWho = (): void => {
      if (!is("a reducer asks unseen which replica it is")) this.askedWho = true;
    };
    override written(call: number, after: unknown): ReturnType<RecorderModule.Recorder["written"]> {
      const written = super.written(call, after);
      if (!is("a write below another key is missed")) return written;
      return { ...written, places: written.places.filter(({ path }) => path.length < 3) };
    }
  }
  return { ...real, Recorder };
});

vi.mock("../../../../checker/compile/layout.ts", async (original) => {
  const real = await original<typeof Layouts>();
  class Layout extends real.Layout {
    override looks(reads: readonly Read[]): readonly Look[] {
      const looks = super.looks(reads);
      return is("the last look is forgotten") ? looks.slice(0, -1) : looks;
    }
    override insertion(one: RecorderModule.Inserted): Write {
      const { place, items } = one;
      const [write] = is("what was inserted is all that a list holds") ? super.writes(place, items) : [];
      return write ?? super.insertion(one);
    }
  }
  return { ...real, Layout };
});

vi.mock("../../../../checker/frontier.ts", async (original) => {
  const real = await original<typeof FrontierModule>();
  const nearestFirst = () => (is("macro-steps count as one step") ? real.breadthFirst() : real.nearestFirst());
  return { ...real, nearestFirst };
});

const VERDICT = /the verdict on|threw InternalError|threw ModelError: not enabled|threw Error: a step of the reduced/;
const COUNT = /the count of/;

/** Each fault, the reductions under which it is looked for, and what shows it. */
const faults: readonly (readonly [string, string, RegExp])[] = [
  ["the quotient does not look at outputs", "quotient", VERDICT],
  ["a step that only executes is silent", "macro", VERDICT],
  ["a step that shows is silent", "macro", VERDICT],
  ["the live union leaves the first replica out", "live", VERDICT],
  ["evidence is not live", "live", VERDICT],
  ["lies need no evidence", "", VERDICT],
  ["packing leaves no room for the last state", "quotient+live+macro+monitor", VERDICT],
  ["monitors forget what may come up again", "monitor", VERDICT],
  ["an enumeration is no read", "", COUNT],
  ["a write below another key is missed", "", COUNT],
  ["the last look is forgotten", "", COUNT],
  ["a reducer asks unseen which replica it is", "", COUNT],
  ["what was inserted is all that a list holds", "", COUNT],
];

const law = (seed: number, cases: number, reductions: string, shows = /./): Promise<string | null> =>
  firstDifference({
    seed,
    cases,
    maxStates: 100,
    // Under lockstep a wrong engine may never come to the end of a round.
    among: ({ reduce, search }, { timing }) =>
      reduce.join("+") === reductions && search === "breadth-first" && timing !== "lockstep",
    shows,
  });

test.each(faults)("the law fails where %s", { timeout: 120_000 }, async (fault, reductions, shows) => {
  planted.fault = fault;
  expect((await law(8, 200, reductions, shows)) ?? (await law(5, 200, reductions, shows))).toMatch(shows);
});

/** Its first spontaneous step executes after two silent ones; its second sends, and executes when it is made again. */
const twoWays: Recipe = {
  nodes: 2,
  byzantine: [1],
  timing: "none",
  cyclic: false,
  starts: [{ phase: 0, says: null, executes: false }],
  programs: [
    [
      ...Array.from({ length: TRIGGERS.spontaneous }, () => []),
      [
        { guards: [{ is: "inbox-length", k: 2 }], deeds: [{ do: "execute", slot: 0, value: 0 }] },
        { guards: [], deeds: [{ do: "push", k: 0 }] },
      ],
      [
        { guards: [{ is: "flag" }], deeds: [{ do: "execute", slot: 0, value: 0 }] },
        { guards: [], deeds: [{ do: "flag" }, { do: "send", body: { kind: "A", value: 0 }, to: "all" }] },
      ],
    ],
  ],
  spontaneous: 2,
  lies: [],
  properties: ["commits"],
};

test("lengths are wrong where macro-steps count as one step each", async () => {
  const compare = () =>
    crossCheck({ protocol: randomProtocol(twoWays) }, [{ reduce: ["macro"], search: "breadth-first" }]);
  expect((await compare()).differences).toEqual([]);
  planted.fault = "macro-steps count as one step";
  expect((await compare()).differences).toEqual([
    "macro, breadth-first: the shortest length for commits is 3, of the reference system 2",
  ]);
});

test("and holds where nothing is planted", { timeout: 60_000 }, async () => {
  expect(await law(8, 20, "quotient+live+macro+monitor")).toBeNull();
});
