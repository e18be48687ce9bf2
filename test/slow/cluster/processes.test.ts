import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { byzcheckProcess, folder } from "../../cli/command.ts";
import { protocolFile } from "../../cli/protocols.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** Waits until this was printed, to either stream. */
  said(text: string | RegExp): Promise<void>;
}

/** The command, started as users start it, in a process of its own. */
function cluster(line: string): Running {
  const running = start(line);
  onTestFinished(() => void running.child.kill("SIGKILL"));
  return running;
}

function start(line: string): Running {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_|^CI$/.test(name)));
  const child = spawn(process.execPath, [join(root, "cli/start.js"), "cluster", ...line.split(" ")], {
    cwd: root,
    env: { ...env, NO_COLOR: "1" },
  });
  let [out, err] = ["", ""];
  let heard: () => void = () => {};
  child.stdout.on("data", (text: Buffer) => {
    out += text.toString();
    heard();
  });
  child.stderr.on("data", (text: Buffer) => {
    err += text.toString();
    heard();
  });
  return {
    child,
    ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err }))),
    said: (text) =>
      new Promise((resolve) => {
        heard = () => (out + err).match(text) && resolve();
        heard();
      }),
  };
}

const lastLines = (out: string): string => out.trim().split("\n").slice(-4).join(" ");

/** The processes that a process has started and that still run. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return table.flatMap((line) => {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    return child !== undefined && parent === pid ? [child] : [];
  });
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
}

// The first start compiles the sources.
beforeAll(async () => void (await start("--help").ended));

// Timers are real, and a machine that has much else to do may let one fire before what it was to wait for.
describe("nodes in processes of their own", { retry: 2, timeout: 60_000 }, () => {
  test.each([
    ["--protocol bsmr --scenario honest", "node 0: $1234 node 1: $1234 node 2: $1234 node 3: $1234"],
    ["--protocol bsmr --scenario result-equivocation", "node 0: $1234 node 1: $1234 node 2: $2234 node 3: $2234"],
    ["--protocol bsmr --scenario proposal-equivocation", "node 0: $1234 node 1: $1234 node 2: $2234 node 3: $2234"],
    [
      "--protocol pbft-rounds --scenario honest --timer 1000",
      "node 0: $1234 node 1: $1234 node 2: $1234 node 3: $1234",
    ],
    [
      "--protocol pbft-rounds --scenario preprepare-equivocation --timer 1000",
      "node 0: $234 node 1: $234 node 2: $234 node 3: $234",
    ],
    ["--protocol pbft --byzantine none --kill 0", "node 0: $ node 1: $a node 2: $a node 3: $a"],
    ["--protocol pbft --byzantine none --kill 3@60 --restart 3@500", "node 0: $a node 1: $a node 2: $a node 3: $a"],
  ])("%s", async (line, strings) => {
    const { code, out } = await cluster(line).ended;
    expect(lastLines(out)).toBe(strings);
    expect(code).toBe(0);
  });

  test("a recorded run conforms, and seven nodes do as four do", async () => {
    const logs = join(folder(), "logs");
    const run = await cluster(`--protocol bsmr --byzantine none --nodes 7 --faulty 2 --log-dir ${logs}`).ended;
    expect(run.code).toBe(0);
    const conforms = await cluster(`--conform ${logs}`).ended;
    expect(conforms.out).toContain("a behaviour of the model");
    expect(conforms.code).toBe(0);
  });

  test("a trace is replayed", async () => {
    const { out, code } = await cluster("--replay test/traces/pbft-rounds-lockstep.json").ended;
    expect(out).toContain("the processes are what the model says");
    expect(code).toBe(0);
  });
});

test("processes that do something else than the model end with 5, and with the places where they do", async () => {
  // What a replica counts depends on whether its process has a parent to talk to.
  const receive = "if (replica.count < 3) replica.count += process.send ? 2 : 3;";
  const cwd = folder({ "mine.ts": protocolFile(receive) });
  expect((await byzcheckProcess(["check", "--protocol", "mine.ts"], cwd)).code).toBe(1);
  const { code, out } = await byzcheckProcess(["cluster", "--replay", "reports/out/counter-small.json"], cwd);
  expect(out).toContain("after 1 step the processes are not what the model says:\n  node 1 count  model 3, process 2");
  expect(code).toBe(5);
});

describe("no process is left", { timeout: 60_000 }, () => {
  const long = "--protocol pbft-rounds --scenario honest --timer 60000";

  test("after a run, and its ports are free", async () => {
    const run = cluster(`--protocol bsmr --scenario honest --base-port 28731`);
    await run.said("listens");
    const children = childrenOf(run.child);
    expect((await run.ended).code).toBe(0);
    expect(children.length).toBeGreaterThan(0);
    await untilGone(children);
    expect((await cluster(`--protocol bsmr --scenario honest --base-port 28731`).ended).code).toBe(0);
  });

  test("after Ctrl-C: the nodes' strings so far, and exit code 130", async () => {
    const run = cluster(long);
    await run.said("round 0");
    const children = childrenOf(run.child);
    expect(children).toHaveLength(4);
    run.child.kill("SIGINT");
    const { code, out } = await run.ended;
    expect(code).toBe(130);
    expect(lastLines(out)).toMatch(/^node 0: \$/);
    await untilGone(children);
  });

  test("after whoever started them was killed", async () => {
    const run = cluster(long);
    await run.said("round 0");
    const children = childrenOf(run.child);
    expect(children).toHaveLength(4);
    run.child.kill("SIGKILL");
    await untilGone(children);
  });

  test("after one of them fell: that is an error, and the end of the others", async () => {
    const run = cluster(long);
    await run.said("round 0");
    const children = childrenOf(run.child);
    process.kill(children[0] ?? 0, "SIGKILL");
    const { code, err } = await run.ended;
    expect(err).toMatch(/node \d ended by itself: signal SIGKILL/);
    expect(code).toBe(70);
    await untilGone(children);
  });
});

describe("what does not go is said", () => {
  test("a port in use, keys that are not there, too few nodes, a file that does not hold", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };
    const failed = await Promise.all(
      [
        `--protocol bsmr --base-port ${port}`,
        "--protocol bsmr --keys /nowhere",
        "--protocol bsmr --nodes 3",
        "--protocol bsmr --scenario nothing",
        "--protocol bsmr --kill 9",
        "--protocol bsmr --restart 1@50",
        "--replay /nowhere.json",
        "--replay test/traces/pbft-rounds-lockstep.json --nodes 4",
        "--conform /nowhere",
      ].map((line) => cluster(line).ended),
    );
    taken.close();
    const words = [
      `node 0 cannot listen on 127.0.0.1:${port}`,
      "cannot read /nowhere/node-0.pem",
      "3 nodes are too few for 1 faulty",
      'no scenario of bsmr "nothing"',
      '--kill is "9"',
      "node 1 is not killed before",
      "cannot read /nowhere.json",
      "--nodes has no use beside --replay",
      "there are no logs in /nowhere",
    ];
    expect(failed.map(({ err }, place) => err.includes(words[place] ?? "?") || err)).toEqual(words.map(() => true));
    expect(failed.map(({ code }) => code)).toEqual(words.map(() => 2));
  });

  test("keys are made once, and used again", async () => {
    const keys = join(folder(), "keys");
    expect((await cluster(`--protocol bsmr --scenario honest --new-keys ${keys}`).ended).code).toBe(0);
    expect((await cluster(`--protocol bsmr --scenario honest --keys ${keys}`).ended).code).toBe(0);
    expect((await cluster(`--protocol bsmr --scenario honest --new-keys ${keys}`).ended).err).toContain(
      "is there already",
    );
  });
});
