import { describe, expect, test } from "vitest";
import { type CheckOptions, check } from "../../checker/check.ts";
import type { Conflict, Side } from "../../checker/explain.ts";
import { Inevitability, patientSteps } from "../../checker/inevitable.ts";
import { outlookAlong, PATIENCE } from "../../checker/no-return.ts";
import type { PropertyOutcome } from "../../checker/outcome.ts";
import { retrace } from "../../checker/trace.ts";
import { configure } from "../../model/configuration.ts";
import { judge } from "../../model/judge.ts";
import type { Property } from "../../model/property.ts";
import type { Configuration, Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import type { Replica as PbftReplica } from "../../protocols/pbft/state.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

interface Story {
  readonly protocol: Protocol;
  readonly configuration: Configuration;
  readonly told: PropertyOutcome;
  readonly conflict: Conflict;
}

async function story(options: CheckOptions, property: string): Promise<Story> {
  const { configuration, ...outcome } = await check({ ...options, properties: [property] });
  const told = outcome.property(property);
  if (!told.conflict) throw new Error(`no conflict of ${property}: ${told.verdict}`);
  return { protocol: options.protocol as Protocol, configuration, told, conflict: told.conflict };
}

/** Who was counted, as often as it was, and of whom it came where that is somebody else. */
const voters = ({ votes }: Side): readonly (number | string)[] =>
  (votes ?? []).map(({ voter, message }) => (voter === message.from ? voter : `${voter} by ${message.from}`));
const steps = ({ outlook }: Conflict): readonly number[] => [outlook.inevitable.step, outlook.possible.step];

/** Searched for once. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    found ??= find();
    return found;
  };
}

const stories = {
  bsmr: once(() => story({ protocol: bsmr }, "agreement")),
  skipped: once(() => story({ protocol: pbftRounds, parameters: { rounds: 2 } }, "log-consistency")),
  ownSequence: once(() =>
    story({ protocol: pbftRounds, parameters: { rounds: 2 }, byzantine: [], variant: "own-sequence" }, "agreement"),
  ),
  commitQuorum: once(() => story({ protocol: pbft, variant: "commit-quorum-minus-one" }, "agreement")),
};

describe("a fork is explained", () => {
  test("bsmr: one word each is enough, and until the last the fork need not come", async () => {
    const { conflict } = await stories.bsmr();
    expect(conflict.sides.map(({ replica, step, entry }) => [replica, step, entry.value])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(conflict.sides.map(voters)).toEqual([[0], [0]]);
    expect(conflict).toMatchObject({ inBoth: [0], liarsInBoth: [0] });
    expect(steps(conflict)).toEqual([2, 2]);
  });

  test("pbft-rounds: two proper quorums, with an honest replica in both; the last two steps come by themselves", async () => {
    const { conflict, told } = await stories.skipped();
    expect(told.length).toBe(14);
    expect(conflict.sides.map(({ votes }) => new Set(votes?.map(({ voter }) => voter)).size)).toEqual([3, 3]);
    expect(conflict.liarsInBoth).toEqual([0]);
    expect(conflict.inBoth?.length).toBe(2);
    expect(conflict.outlook.inevitable.undetermined).toEqual([]);
    expect(conflict.outlook.inevitable.step).toBeLessThan(14);
  });

  test("own-sequence: nobody lies, and once timers have fired in the wrong moment the fork comes by itself", async () => {
    const { conflict, told } = await stories.ownSequence();
    expect(told.length).toBe(19);
    expect(conflict.liarsInBoth).toEqual([]);
    expect(conflict.inBoth?.length).toBeGreaterThan(0);
    expect(conflict.outlook.inevitable.step).toBeLessThan(19);
    expect(conflict.outlook.possible).toEqual({ step: 0, undetermined: [] });
  });

  test("a PBFT with too few COMMITs: no quorum, and the liar need not stay to see the fork", async () => {
    const { conflict, told } = await stories.commitQuorum();
    expect(told.length).toBe(13);
    expect(conflict.sides.map(({ votes }) => votes?.length)).toEqual([2, 2]);
    expect(conflict.sides.map(({ entry }) => entry.view).sort()).toEqual([0, 1]);
    expect(conflict.liarsInBoth).toEqual([0]);
    expect(conflict.outlook.inevitable.step).toBeLessThan(13);
    expect(told.trace?.steps.slice(conflict.outlook.inevitable.step).some(({ lie }) => lie !== null)).toBe(true);
  });

  test.each([
    ["count-messages", ["0 0 1", "0 0 2"]],
    ["claimed-sender", ["0 1 2 by 0", "0 1 by 0 2"]],
  ])("%s: a vote is told as it was counted, twice or in another name", async (variant, expected) => {
    const { conflict } = await story({ protocol: pbftRounds, parameters: { rounds: 1 }, variant }, "agreement");
    expect(conflict.sides.map((side) => [...voters(side)].sort().join(" "))).toEqual(expected);
  });

  test("without a word of the protocol on what a vote is, nothing is said of votes", async () => {
    const { voter: _, ...wording } = bsmr.wording ?? {};
    const { conflict } = await story({ protocol: { ...bsmr, wording } }, "agreement");
    expect(conflict).toMatchObject({ sides: [{ votes: null }, { votes: null }], inBoth: null, liarsInBoth: null });
    expect(steps(conflict)).toEqual([2, 2]);
  });

  test("or not, where nobody wants to know", async () => {
    const outcome = await check({ protocol: bsmr, properties: ["agreement"], explain: false });
    expect(outcome.property("agreement")).toMatchObject({ verdict: "VIOLATED", length: 2, conflict: null });
  });

  test("what is no conflict between log entries has no such explanation", async () => {
    const outcome = await check({ protocol: bsmr, properties: ["progress", "commits", "integrity"] });
    expect(outcome.properties.map(({ conflict }) => conflict)).toEqual([null, null, null]);
  });
});

/** The system of a story, and the states along its trace. */
function systemOf({ protocol, configuration, told }: Story) {
  const system = createSystem(protocol, configure(protocol, configuration, configuration.variant));
  const states = retrace(system, told.trace?.steps.map(({ action }) => action) ?? []);
  const property = system.properties.find(({ name }) => name === told.name) as Property;
  const lies = told.trace?.steps.map(({ lie }) => lie !== null) ?? [];
  return { system, states, property, lies };
}

test("the votes told are those that the replica remembers when it executes", async () => {
  const one = await stories.commitQuorum();
  const { states } = systemOf(one);
  for (const side of one.conflict.sides) {
    const replica = states[side.step]?.replicas[side.replica] as PbftReplica | undefined;
    expect([...voters(side)].sort()).toEqual(replica?.slots[side.entry.slot]?.commits[String(side.entry.value)]);
  }
});

describe("the point of no return", () => {
  test.each(Object.entries(stories))("%s: once it is passed, it is passed after each further step", async (_, tell) => {
    const one = await tell();
    const { system, states, property } = systemOf(one);
    const isViolated = (row: Int32Array): boolean => judge(property, system.parts.state(row), system.setting) !== null;
    const inevitability = new Inevitability(patientSteps(system), isViolated, {
      ...PATIENCE,
      isOver: async () => false,
    });
    const answers = [];
    for (const state of states) answers.push(await inevitability.from(Int32Array.from(system.parts.row(state))));
    const { step } = one.conflict.outlook.inevitable;
    expect(answers).toEqual(states.map((_, index) => index >= step));
    expect(one.conflict.outlook.possible.step).toBeLessThanOrEqual(step);
  });

  test("is told as the latest where the search is cut short, and what was not determined is named", async () => {
    const one = await stories.ownSequence();
    const { system, states, property, lies } = systemOf(one);
    const hasty = { maxStates: 20, maxStatesInAll: 50, isOver: async () => false };
    const { inevitable } = await outlookAlong(system, property, states, lies, hasty);
    expect(inevitable.step).toBeGreaterThan(one.conflict.outlook.inevitable.step);
    expect(inevitable.undetermined).toContain(one.conflict.outlook.inevitable.step);
  });
});
