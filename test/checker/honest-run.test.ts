import { describe, expect, test } from "vitest";
import { honestRun } from "../../checker/honest-run.ts";
import { configure, leastParameters } from "../../model/configuration.ts";
import { defineProtocol, type Protocol } from "../../model/protocol.ts";
import { createSystem } from "../../model/system.ts";
import { bsmr } from "../../protocols/bsmr/index.ts";
import { pbft } from "../../protocols/pbft/index.ts";
import { pbftRounds } from "../../protocols/pbft-rounds/index.ts";

describe("an honest run", () => {
  const sizes = [4, 7, 10, 13];
  const cases = [bsmr, pbftRounds, pbft].flatMap((protocol) => sizes.map((n) => [protocol.name, n, protocol] as const));

  test.each(cases)("of %s with %i nodes takes what the formulas say", (_, n, { comparison, ...protocol }) => {
    const { messages, delays } = honestRun(protocol, n);
    expect(messages).toBe(comparison?.cost?.messages.of(n));
    expect(delays).toBe(comparison?.cost?.delays.of(n));
  });

  test("takes what the papers say: PBFT's is quadratic, and a primary that collects is not", () => {
    expect(sizes.map((n) => honestRun(bsmr, n).messages)).toEqual([9, 18, 27, 36]);
    expect(sizes.map((n) => honestRun(pbft, n).messages)).toEqual([24, 84, 180, 312]);
    expect(honestRun(pbft, 4).kinds).toEqual({ "PRE-PREPARE": 3, PREPARE: 9, COMMIT: 12 });
  });

  test.each([bsmr, pbftRounds, pbft])(
    "of $name sends as many messages as the reference system, in any order",
    (protocol) => {
      const parameters = leastParameters(protocol.parameters);
      const system = createSystem(
        protocol as Protocol,
        configure(protocol, { byzantine: [], timing: "none", parameters }),
      );
      const ends = [0, 1, 2].map((seed) => {
        let state = system.initial;
        for (let step = seed; ; step += seed) {
          const transitions = system.transitions(state);
          const taken = transitions[step % Math.max(1, transitions.length)];
          if (!taken) return state;
          state = taken.next;
        }
      });
      for (const { soup } of ends) {
        const letters = soup.map(({ to }) => (to === "all" ? 3 : 1));
        expect(letters.reduce((sum, count) => sum + count, 0)).toBe(honestRun(protocol, 4).messages);
      }
    },
  );

  test("counts delays along chains of messages, and none where somebody never executes", () => {
    expect(honestRun(relay(3), 4)).toMatchObject({ messages: 3, delays: 3 });
    expect(honestRun(relay(2), 4)).toMatchObject({ messages: 2, delays: null });
  });
});

/** Node 0 tells node 1, which tells node 2, and so on to node `last`; each executes. */
const relay = (last: number) =>
  defineProtocol<{ readonly told: boolean }, { readonly kind: "TELL" }, Record<never, never>, null>({
    name: "relay",
    says: "each tells the next",
    kinds: ["TELL"],
    defaults: { nodes: 4, faulty: 1, byzantine: [], timing: "none" },
    parameters: {},
    rules: () => null,
    properties: () => [],
    start(out, { id }) {
      if (id === 0) out.send(1, { kind: "TELL" });
      if (id === 0) out.execute(0, 0, "a");
      return { told: false };
    },
    receive(replica, _message, out, { id }) {
      if (replica.told) return;
      replica.told = true;
      out.execute(0, 0, "a");
      if (id < last) out.send(id + 1, { kind: "TELL" });
    },
  });
