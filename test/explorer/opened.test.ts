import { beforeAll, describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { judgedHere, violatedIn } from "../../explorer/findings.ts";
import { openTrace } from "../../explorer/opened.ts";
import { begin, choicesOf, goTo, type Session, take, traceOf } from "../../explorer/session.ts";
import { setupOf } from "../../explorer/setup.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { traceItf } from "../../reports/itf.ts";
import { traceJson } from "../../reports/json.ts";
import { traceFileOf } from "../../reports/trace-file.ts";

let outcome: Outcome;
beforeAll(async () => {
  outcome = await check({ protocol: bsmr, rounds: 1, properties: ["agreement"] });
});
const json = (protocolFile: string | null = null): string =>
  traceJson(traceFileOf(outcome, outcome.property("agreement"), protocolFile) ?? expect.fail());

describe("a trace file", () => {
  test("is opened at its end, whichever format it has", () => {
    const itf = traceItf(outcome, outcome.property("agreement")) ?? expect.fail();
    for (const text of [json(), itf]) {
      const { session, property } = openTrace(text, "trace.json");
      expect(property).toBe("agreement");
      expect(session.at).toBe(2);
      expect(session.setup.configuration).toEqual(outcome.configuration);
      expect(traceOf(session).steps).toEqual(outcome.property("agreement").trace?.steps);
    }
  });

  test("of a protocol that is not here is refused, with the command that opens it", () => {
    expect(() => openTrace(json("./mine.ts"), "trace.json")).toThrow(
      /a trace of \.\/mine\.ts, .*byzcheck replay trace\.json/,
    );
    expect(() => openTrace(json().replace('"protocol": "bsmr"', '"protocol": "x"'), "t")).toThrow(/a trace of x/);
  });

  test.each([
    ["cut short", (text: string) => text.slice(0, 100), /it is not JSON/],
    [
      "of another end",
      (text: string) => text.replace(/"final"([\s\S]*?)"round": 1/, '"final"$1"round": 0'),
      /another state/,
    ],
    ["of a step that is not enabled", (text: string) => text.replace('"RESULT"', '"REPLY"'), /step 1 is not enabled/],
    ["of bounds that make no sense", (text: string) => text.replace('"rounds": 1', '"rounds": 0'), /rounds is 0/],
  ])("that is %s is refused", (_, change, message) => {
    expect(change(json())).not.toBe(json());
    expect(() => openTrace(change(json()), "trace.json")).toThrow(message);
  });
});

describe("what the properties say of a state", () => {
  const judged = (at: number) => judgedHere(goTo(openTrace(json(), "trace.json").session, at));
  const verdictOn = (name: string, at: number) => judged(at).find(({ property }) => property.name === name);

  test("is about that state, not about the whole trace", () => {
    expect(violatedIn(judged(2)).map(({ property }) => property.name)).toEqual(["agreement", "log-consistency"]);
    expect(violatedIn(judged(1))).toEqual([]);
    expect(verdictOn("commits", 0)?.finding).toBe(null);
    expect(verdictOn("commits", 1)?.finding?.says).toBe("node 1 executed 1");
  });

  test("leaves out what is about silent liars, once one has spoken", () => {
    const start = begin(setupOf(pbft));
    const lie = choicesOf(start).find(({ action }) => action.kind === "deliver" && action.byzantine) ?? expect.fail();
    const names = (session: Session) => judgedHere(session).map(({ property }) => property.name);
    const silent = start.system.properties.flatMap(({ name, adversary }) => (adversary === "silent" ? [name] : []));
    expect(silent).not.toEqual([]);
    expect(names(start)).toEqual(expect.arrayContaining(silent));
    const lied = take(start, lie);
    expect(names(lied).filter((name) => silent.includes(name))).toEqual([]);
    // What was undone has not been said.
    expect(names(goTo(lied, 0))).toEqual(names(start));
  });
});
