import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byzcheck, byzcheckProcess, folder } from "./command.ts";
import { correct, impure, infinite, throwing } from "./protocols.ts";

const BSMR = "check --protocol bsmr --rounds 1";

describe("the exit code tells", () => {
  test.each([
    ["a violation", BSMR, 1],
    ["a safe run", `${BSMR} --byzantine none`, 0],
    ["a bound that was hit", `${BSMR} --byzantine none --max-states 3`, 3],
    ["random walks, which prove nothing", `${BSMR} --byzantine none --search random --walks 5`, 3],
    ["a violation that is expected", `${BSMR} --expect violation:agreement`, 0],
    ["two that are", `${BSMR} --expect violation:agreement --expect violation:log-consistency`, 0],
    ["a violation of another property than the expected one", `${BSMR} --expect violation:validity`, 1],
    ["that one of two is not met", `${BSMR} --expect violation:agreement,safe`, 1],
    ["a safe run that is expected", `${BSMR} --byzantine none --expect safe`, 0],
    ["an expectation that is still open", `${BSMR} --byzantine none --max-states 3 --expect safe`, 3],
  ])("%s", async (_, line, code) => expect((await byzcheck(line)).code).toBe(code));

  test("something that must be reachable, and is not", async () => {
    const text = correct.replace('kind: "always"', 'kind: "sometimes"');
    const cwd = folder({ "mine.ts": text });
    expect(await byzcheck("check --protocol mine.ts", { cwd })).toMatchObject({ code: 4 });
    expect(await byzcheck("check --protocol mine.ts --expect unreached:small", { cwd })).toMatchObject({ code: 0 });
  });

  test("why an expectation is not met, naming what is violated in its stead", async () =>
    expect((await byzcheck(`${BSMR} --expect violation:validity`)).err).toContain(
      "byzcheck: expected validity VIOLATED, found SAFE; violated is agreement in 2, log-consistency in 2",
    ));
});

describe("what is printed", () => {
  test("is the verdict, the trace and how to replay it; the violation is announced at once", async () => {
    const { out, err } = await byzcheck(BSMR);
    expect(out).toContain("node 1 <- node 0  RESULT round 0 value 1");
    expect(out).toContain("VIOLATED agreement in 2 steps");
    expect(out).toContain("replay: npm run replay -- reports/out/bsmr-agreement.json");
    expect(err).toBe("VIOLATED agreement\nVIOLATED log-consistency\nVIOLATED progress\n");
  });

  test("is one JSON document and nothing else with --json", async () => {
    const { out } = await byzcheck(`${BSMR} --json`);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      protocol: "bsmr",
      configuration: { nodes: 4, rounds: 1, byzantine: [0] },
      verdict: "violation",
      replay: "npm run replay -- reports/out/bsmr-agreement.json",
    });
  });

  test.each(["", " --quiet"])("ends with the verdict, which fits the screen where there is one%s", async (quiet) => {
    const line = `${BSMR}${quiet}`;
    const around = { env: { NO_COLOR: "1" }, screen: { columns: 44, rows: 20 } };
    const { out } = await byzcheck(line, around);
    const last = out.slice(out.lastIndexOf("VIOLATED agreement in"));
    expect(last.split("\n").slice(0, 2)).toEqual([
      "VIOLATED agreement in 2 steps,",
      "log-consistency in 2 steps and progress in 0",
    ]);
    expect((await byzcheck(line)).out).toContain("in 2 steps, log-consistency in 2 steps and progress in 0 steps\n");
  });

  test("is a warning where a property is named that the bounds leave no room for", async () => {
    const line = "check --protocol pbft --views 0 --property commits-in-a-later-view";
    const { code, out } = await byzcheck(line);
    expect(code).toBe(4);
    expect(out).toContain("warning: commits-in-a-later-view is not applicable: there is one view: use --views 1\n");
    expect(out).toMatch(/\n\nVACUOUS nothing that was asked for is applicable to this configuration\n$/);
    expect(out).not.toMatch(/∞|^tables|\bnever\b(?! happened)/m);
    const other = await byzcheck(`${line},integrity --byzantine none`);
    expect(other.out).toContain("warning: commits-in-a-later-view is not applicable: there is one view");
    expect(other.code).toBe(0);
  });

  test("is the verdict alone with --quiet", async () =>
    expect(await byzcheck(`${BSMR} --quiet`)).toEqual({
      code: 1,
      out: "VIOLATED agreement in 2 steps, log-consistency in 2 steps and progress in 0 steps\n",
      err: "",
    }));

  test("is coloured on a terminal, unless NO_COLOR or CI is set", async () => {
    const coloured = async (env: { [name: string]: string }, isTTY: boolean): Promise<boolean> =>
      (await byzcheck(BSMR, { env, isTTY })).out.includes("\x1b[");
    expect(await coloured({}, true)).toBe(true);
    expect(await coloured({ NO_COLOR: "1" }, true)).toBe(false);
    expect(await coloured({ CI: "true" }, true)).toBe(false);
    expect(await coloured({}, false)).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" }, false)).toBe(true);
  });

  test("is drawn with lanes on a terminal that can show them", async () => {
    const hasLanes = async (env: { [name: string]: string }, isTTY = true): Promise<boolean> =>
      (await byzcheck(BSMR, { env: { NO_COLOR: "1", ...env }, isTTY })).out.includes("├╌╌╌╌╌╌╌╌▶●");
    expect(await hasLanes({})).toBe(true);
    expect(await hasLanes({ LANG: "de_DE.UTF-8" })).toBe(true);
    expect(await hasLanes({ LC_ALL: "C", LANG: "de_DE.UTF-8" })).toBe(false);
    expect(await hasLanes({ TERM: "linux" })).toBe(false);
    expect(await hasLanes({ CI: "1" })).toBe(false);
    expect(await hasLanes({}, false)).toBe(false);
  });
});

describe("the engine", () => {
  const statistics = async (flags: string) =>
    JSON.parse((await byzcheck(`${BSMR} --byzantine none --json ${flags}`)).out).statistics;

  test("is the compiled one with all reductions that are sound, and the outcome says so", async () =>
    expect(await statistics("")).toMatchObject({
      engine: "compiled",
      reductions: expect.arrayContaining(["quotient", "live", "macro", "monitor"]),
      engineNote:
        "symmetry was not used for log-consistency, integrity, progress: its monitor tells the replicas apart; macro was not used for progress: a step that nobody sees may shut the last way",
      tables: { replicaStates: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)] },
    }));
  test("is the compiled one with some reductions, or none, where --reduce says so", async () => {
    expect(await statistics("--reduce live,quotient")).toMatchObject({ reductions: ["live", "quotient"] });
    expect(await statistics("--reduce none")).toMatchObject({ engine: "compiled", reductions: [] });
  });
  test("is the reference system where --engine says so, with as many states as the compiled one without reductions", async () => {
    const reference = await statistics("--engine reference");
    expect(reference).toMatchObject({ engine: "reference", reductions: [], tables: null });
    expect(await statistics("--reduce none")).toMatchObject({
      distinctStates: reference.distinctStates,
      referenceStates: reference.distinctStates,
    });
  });
});

describe("what is written", () => {
  test("is the trace of each violation, so that it can be replayed", async () => {
    const cwd = folder();
    await byzcheck(BSMR, { cwd });
    expect(readdirSync(join(cwd, "reports/out")).sort()).toEqual(
      ["agreement", "log-consistency", "progress"].map((name) => `bsmr-${name}.json`),
    );
  });

  test("is nothing where nothing is violated", async () => {
    const cwd = folder();
    await byzcheck(`${BSMR} --byzantine none`, { cwd });
    expect(existsSync(join(cwd, "reports"))).toBe(false);
  });

  test("is what --report asks for, where --out says", async () => {
    const cwd = folder();
    await byzcheck(`${BSMR} --property agreement --report text,markdown,itf,vitest,json --out here`, { cwd });
    expect(readdirSync(join(cwd, "here")).sort()).toEqual(
      ["-agreement.itf.json", "-agreement.json", "-agreement.test.ts", ".json", ".md", ".txt"].map(
        (end) => `bsmr${end}`,
      ),
    );
  });

  test("tells GitHub of violations, but not of those that are expected, and keeps its own output apart", async () => {
    const cwd = folder();
    const line = `${BSMR} --property agreement --report github`;
    const { out } = await byzcheck(line, { cwd });
    expect(out).toMatch(
      /^::stop-commands::(\S+)\n[\s\S]*VIOLATED agreement in 2 steps\n[\s\S]*\n::\1::\n::error .*\n$/,
    );
    const met = await byzcheck(`${line} --expect violation:agreement --json`, { cwd });
    expect(JSON.parse(met.out).verdict).toBe("violation");
    expect(met).toMatchObject({ code: 0, err: expect.not.stringContaining("::error") });
    expect(readFileSync(join(cwd, "reports/out/bsmr.github.md"), "utf8")).toContain("# byzcheck: 1 case, all passed");
  });

  test("imports a user's protocol from where it lies", async () => {
    const cwd = folder({ "mine.ts": correct.replace("includes(3)", "includes(1)") });
    expect((await byzcheck("check --protocol ./mine.ts --report vitest --out a/b", { cwd })).code).toBe(1);
    expect(readFileSync(join(cwd, "a/b/counter-small.test.ts"), "utf8")).toContain('"../../mine.ts"');
  });
});

describe("a protocol that breaks its contract ends with", () => {
  const check = (text: string) => byzcheck("check --protocol mine.ts", { cwd: folder({ "mine.ts": text }) });

  test("exit 2 where a reducer throws, naming the protocol and the action", async () =>
    expect(await check(throwing)).toEqual({
      code: 2,
      out: "",
      err: "byzcheck: protocol counter, node 1, on node 1 <- node 0  PING: the reducer threw: the cable is loose\n",
    }));
  test("exit 70 where a reducer is not pure", async () => {
    const { code, err } = await check(impure);
    expect(code).toBe(70);
    expect(err).toMatch(/protocol counter, node 1, on node 1 <- node 0 {2}PING: two runs on the same input differ/);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("a search that does not end by itself", () => {
  test.each([
    ["compiled --table-limit 500", /^note: the tables of the compiled engine do not close within 500 states/m],
    ["reference", /, not exhaustive, breadth-first, reference engine/],
  ])(
    "stops at its memory with the partial outcome and exit 3, %s engine",
    { timeout: 60_000 },
    async (engine, says) => {
      const cwd = folder({ "mine.ts": infinite });
      const line = `check --protocol mine.ts --memory 40 --engine ${engine}`;
      const { code, out, err } = await byzcheckProcess(line.split(" "), cwd);
      // Progress is told where it takes long; nothing else is.
      expect({ code, err: err.replace(/^.* {2}\d+:\d\d\n/gm, "") }).toEqual({ code: 3, err: "" });
      expect(out).toMatch(/small +UNDECIDED/);
      expect(out).toContain("its memory was full (--memory)");
      expect(out).toMatch(says);
      expect(out).not.toContain("PING: not so far delivered");
    },
  );

  test("stops at its time with exit 3", async () =>
    expect((await byzcheck("check --protocol bsmr --timeout 0.1")).code).toBeOneOf([1, 3]));

  test("stops at Ctrl-C with the partial outcome and exit 130", async () => {
    const { code, out } = await byzcheck("check --protocol bsmr --byzantine none", { interrupt: true });
    expect(code).toBe(130);
    expect(out).toContain("INCOMPLETE it was interrupted");
  });

  test("stops at a signal in the middle, with what it has found", async () => {
    const { code, out } = await byzcheckProcess(["check", "--protocol", "bsmr"], folder(), (child, err) => {
      if (err.includes("VIOLATED agreement")) child.kill("SIGINT");
    });
    expect(code).toBe(130);
    expect(out).toContain("VIOLATED agreement in 2 steps");
    expect(out).toContain("not exhaustive");
  });
});
