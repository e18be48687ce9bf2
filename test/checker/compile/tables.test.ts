import { expect, test } from "vitest";
import { buildTables } from "../../../checker/compile/tables.ts";
import { configure, settingOf } from "../../../model/configuration.ts";
import { defineProtocol } from "../../../model/protocol.ts";

const counter = defineProtocol<{ count: number }, { kind: "NONE" }, Record<never, never>, null>({
  name: "counter",
  says: "a replica counts for ever",
  kinds: ["NONE"],
  defaults: { nodes: 1, faulty: 0, byzantine: [], timing: "none" },
  parameters: {},
  rules: () => null,
  start: () => ({ count: 0 }),
  receive() {},
  spontaneous: {
    tick(replica) {
      replica.count += 1;
    },
  },
  properties: () => [],
});

test("a replica that comes to new states for ever is given up long before it has too many", async () => {
  let most = 0;
  const setting = settingOf(counter, configure(counter, {}, null));
  const tables = await buildTables(counter, setting, {
    limit: 300_000,
    pause: async (states) => {
      most = states;
      return null;
    },
  });
  expect(tables).toBe("endless");
  expect(most).toBeLessThan(11_000);
});
