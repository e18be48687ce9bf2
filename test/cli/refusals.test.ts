import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newPrivateKey } from "../../cluster/signing.ts";
import { byzcheck, folder } from "./command.ts";
import { correct } from "./protocols.ts";

describe("refused with exit 2, before any search", () => {
  test.each([
    ["n < 1", "--nodes 0", /nodes is 0; it must be a whole number, 1 or more/],
    ["n beyond all bounds", "--nodes 2147483647", /more than 100 make no state space/],
    ["n that is no number", "--nodes four", /--nodes is "four"; it must be a number/],
    ["f >= n", "--faulty 4", /faulty is 4; it must be a whole number, 0 to 3/],
    ["a Byzantine id out of range", "--byzantine 4", /byzantine id 4 is out of range; the nodes are 0 to 3/],
    ["a negative Byzantine id", "--byzantine -1", /byzantine id -1 is out of range/],
    [
      "Byzantine ids that are none",
      "--byzantine zero",
      /--byzantine is "zero"; it must be ids of nodes such as 0 or 0,1, or none/,
    ],
    ["rounds 0", "--rounds 0", /rounds is 0; it must be a whole number, 1 to 100/],
    ["an unknown choice", "--byzantine-values sead", /must be one of: seed, wide \(did you mean seed\?\)/],
    ["an unknown flag", "--round 1", /no flag of check "--round"; did you mean "--rounds"\?/],
    ["an unknown property", "--property agrement", /one of: agreement, .* \(did you mean agreement\?\)/],
    [
      "an unknown property to expect",
      "--expect violation:agrement",
      /no property that is checked "agrement"; did you mean "agreement"/,
    ],
    ["an expectation that is none", "--expect unsafe", /--expect is "unsafe"; it must be safe, violation:<property>/],
    ["an unknown variant", "--variant claimed", /no variant of bsmr "claimed"/],
    ["a timing that the protocol does not have", "--timing lockstep", /timing lockstep is not one that bsmr has/],
    [
      "an engine that there is not",
      "--engine compile",
      /it must be one of: compiled, reference \(did you mean compiled/,
    ],
    [
      "a reduction that there is not",
      "--reduce quotent",
      /--reduce is "quotent"; it must be one of: all, none, quotient, .*\(did you mean quotient\?\)/,
    ],
    ["all reductions and one", "--reduce all,live", /--reduce names all and others; give all alone, or the others/],
    ["reductions of the reference system", "--engine reference --reduce all", /the reference system has none/],
    ["no worker", "--workers 0", /--workers is 0; it must be a whole number, 1 or more/],
    [
      "workers for random walks",
      "--workers 2 --search random",
      /search random is made by one thread; leave out workers/,
    ],
    [
      "workers for a search depth-first",
      "--workers 2 --search depth-first",
      /search depth-first is made by one thread/,
    ],
    ["workers for the reference system", "--workers 2 --engine reference", /is searched by one thread; leave out/],
    ["workers for a cross-check", "--cross-check --workers 2", /makes every search, .*; leave out --workers/],
    ["a report that there is not", "--report pdf", /--report is "pdf"; it must be one of: text, json, markdown,/],
    ["a folder that cannot be written to", "--out package.json/out", /cannot make the folder .*package\.json\/out/],
    ["a seed without random walks", "--seed 1", /seed and walks are for random walks/],
  ])("%s", async (_, flags, message) => {
    const { code, out, err } = await byzcheck(`check --protocol bsmr ${flags}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });

  test("a reduction that is not sound under the timing", async () =>
    expect(await byzcheck("check --protocol pbft-rounds --timing lockstep --reduce macro,live")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/under lockstep the end of a round does. Leave macro out of the reductions/),
    }));
  test("a protocol whose parameter is called like an option of every check", async () => {
    const parameters = 'parameters: { nodes: { type: "integer", default: 1, minimum: 1, says: "rooms" } } as never,';
    const cwd = folder({ "mine.ts": correct.replace("parameters: {},", parameters) });
    expect(await byzcheck("check --protocol mine.ts", { cwd })).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /counter has a parameter "nodes", which is what an option of every check is called; give/,
      ),
    });
  });
  test("a flag that the protocol has no use for", async () =>
    expect(await byzcheck("check --protocol two-phase-commit --rounds 1")).toMatchObject({
      code: 2,
      err: "byzcheck: two-phase-commit has no use for --rounds; its own parameters are: none\n",
    }));
  test.each([
    [
      "logs where a file is",
      "--log-dir package.json",
      "cannot write logs to package.json: there is a file of that name",
    ],
    ["logs where none can be", "--log-dir /proc/x/y", "cannot write logs to /proc/x/y: "],
    ["keys where none can be", "--new-keys /proc/x/y", "cannot write /proc/x/y/node-0.pem: "],
    ["keys that are not there", "--keys keys", "no key: cannot read keys/node-0.pem: there is no such file"],
    ["a node to kill that there is not", "--kill 9 --new-keys keys --log-dir logs", '--kill is "9"; it must be a node'],
  ])("a cluster: %s", async (_, flags, message) => {
    const cwd = folder();
    const { code, out, err } = await byzcheck(`cluster --protocol bsmr ${flags}`, { cwd });
    expect({ code, out, made: readdirSync(cwd) }).toEqual({ code: 2, out: "", made: ["package.json"] });
    expect(err).toContain(message);
  });
  test("a cluster: keys of which two are the same", async () => {
    const [zero, one] = [newPrivateKey(), newPrivateKey()];
    const cwd = folder({ "node-0.pem": zero, "node-1.pem": one, "node-2.pem": newPrivateKey(), "node-3.pem": one });
    const { code, err } = await byzcheck("cluster --protocol bsmr --keys .", { cwd });
    expect(code).toBe(2);
    expect(err).toContain("node-3.pem is the key of node 1 as well; each node needs its own");
  });
  test("no protocol at all", async () =>
    expect((await byzcheck("check")).err).toContain("which protocol? Add --protocol bsmr | pbft-rounds"));
});
