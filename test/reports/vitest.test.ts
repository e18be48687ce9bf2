import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Outcome } from "../../checker/outcome.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { recurs } from "../../reports/regression.ts";
import { traceFileOf } from "../../reports/trace-file.ts";
import { builtIn, type ProtocolImport, traceTest } from "../../reports/vitest.ts";
import { fork, NASTY, nasty, OBEYED } from "./samples.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const generated = (outcome: Outcome, property: string, source: ProtocolImport = builtIn(outcome.protocol)): string => {
  const found = outcome.property(property);
  const file = traceFileOf(outcome, found);
  if (file === null) throw new Error(`no trace of ${property}`);
  return traceTest(file, found.because, source);
};

/** Runs test files in a folder of their own; returns for each its status and messages. */
async function run(files: { readonly [name: string]: string }): Promise<{ [name: string]: string }> {
  const folder = mkdtempSync(join(tmpdir(), "byzcheck-generated-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    // What a user has: the library's index, and nothing beside it.
    const byzcheck = join(root, "index.ts");
    const config = {
      resolve: { alias: { byzcheck, vitest: join(root, "node_modules/vitest") } },
      test: { pool: "threads", maxWorkers: 1, isolate: false },
    };
    writeFileSync(join(folder, "vitest.config.mjs"), "export default ".concat(JSON.stringify(config)));
    const report = join(folder, "report.json");
    const flags = ["run", "--root", folder, "--reporter", "json", "--outputFile", report];
    // A failing test is a failing command; the report tells.
    await new Promise((done) =>
      execFile(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...flags], { cwd: folder }, done),
    );
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
      testResults: {
        name: string;
        message: string;
        assertionResults: { status: string; failureMessages: string[] }[];
      }[];
    };
    return Object.fromEntries(
      testResults.map(({ name, message, assertionResults: [one] }) => [
        name.slice(name.lastIndexOf("/") + 1),
        `${one?.status ?? "failed to load"}: ${one?.failureMessages.join("\n") ?? message}`,
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a generated regression test", () => {
  test("fails as long as the counterexample replays, passes once the protocol is repaired, and keeps witnesses", async () => {
    const outcome = await check({ protocol: bsmr, rounds: 1, properties: ["agreement", "commits"] });
    const mine = { from: "./protocol.ts", name: "protocol" };
    const fixed = (rules: string): string =>
      `import { bsmr } from "byzcheck";\nexport const protocol = { ...bsmr, rules: (shared) => ({ ...bsmr.rules(shared), ${rules} }) };`;
    const results = await run({
      "buggy.test.ts": generated(outcome, "agreement"),
      "witness.test.ts": generated(outcome, "commits"),
      "protocol.ts": fixed("takesResult: () => false"),
      "repaired.test.ts": generated(outcome, "agreement", mine),
      "unreachable.test.ts": generated(outcome, "commits", mine),
      "nasty.ts": `export const protocol = ${nastySource};`,
      "nasty.test.ts": generated(await check({ protocol: nasty() }), "agreement", {
        from: "./nasty.ts",
        name: "protocol",
      }),
    });
    expect(results["buggy.test.ts"]).toMatch(
      /^failed: .*agreement is still violated: expected 'node 1 executed 1 and node 2 executed/s,
    );
    expect(results["repaired.test.ts"]).toBe("passed: ");
    expect(results["witness.test.ts"]).toBe("passed: ");
    expect(results["unreachable.test.ts"]).toContain("commits is no longer reached");
    expect(results["nasty.test.ts"]).toMatch(/^failed: .*agreement is still violated/s);
  }, 30_000);

  test("hides no character and ends no line or string, whatever a message says", async () => {
    const text = generated(await check({ protocol: nasty() }), "agreement", { from: NASTY, name: "protocol" });
    expect(text).not.toMatch(OBEYED);
    expect(text).toContain("import { protocol } from ");
  });

  test("cannot import what is no identifier", async () => {
    const outcome = await fork();
    expect(() => generated(outcome, "agreement", { from: "./x.ts", name: "a-b" })).toThrow(
      "is not a name that can be imported",
    );
  });
});

describe("whether a recorded trace recurs", () => {
  const recorded = async () => {
    const { configuration, properties } = await fork();
    const actions = properties[0]?.trace?.steps.map(({ action }) => action) ?? [];
    return { configuration, property: "agreement", actions };
  };

  test("it does, and says what is found; on a repaired protocol it does not", async () => {
    expect(recurs(bsmr, await recorded())).toBe("node 1 executed 1 and node 2 executed 2 in round 0");
    expect(recurs({ ...bsmr, forge: () => [] }, await recorded())).toBeNull();
    expect(recurs(bsmr, { ...(await recorded()), actions: [] })).toBeNull();
  });

  test("a renamed thing does not look like a repaired one", async () => {
    const old = await recorded();
    expect(() => recurs({ ...bsmr, kinds: ["PROPOSAL", "REPLY"], forge: () => [] }, old)).toThrow(
      'bsmr no longer has a message kind "RESULT"',
    );
    expect(() => recurs(bsmr, { ...old, property: "peace" })).toThrow('no longer has a property "peace"');
    expect(() => recurs(bsmr, { ...old, actions: [{ kind: "step", replica: 1, name: "nap" }] })).toThrow(
      'no longer has a step "nap"',
    );
    expect(() => recurs(bsmr, { ...old, configuration: { nodes: 0 } })).toThrow("nodes is 0");
  });
});

/** The nasty protocol once more, as a file of its own would have it. */
const nastySource = `(() => {
  const value = ${JSON.stringify(NASTY)};
  return {
    name: "nasty", says: "", kinds: ["SAY " + value], parameters: {}, rules: () => null,
    defaults: { nodes: 3, faulty: 1, byzantine: [0], timing: "none" },
    start: () => ({ heard: null }),
    receive(replica, { body }, out) {
      if (replica.heard !== null) return;
      replica.heard = body.value;
      out.execute(0, 0, body.value);
    },
    forge: () => [1, 2].map((which) => ({ body: { kind: "SAY " + value, value: value + which } })),
    properties: () => [{ name: "agreement", kind: "always", says: "", over: "outputs",
      judge: ({ logs }) => logs[1].length + logs[2].length === 2 && logs[1][0].value !== logs[2][0].value
        ? { says: "they differ", replicas: [1, 2] } : null }],
  };
})()`;
