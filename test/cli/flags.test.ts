import { expect, test } from "vitest";
import { FLAGS } from "../../cli/flags.ts";
import { RESERVED } from "../../model/configuration.ts";

test("no parameter of a protocol may be called like a flag of a command that takes it", () => {
  const names = [...FLAGS.check, ...FLAGS.simulate, ...FLAGS.cluster].map(({ name }) =>
    name.replace(/-(.)/g, (_, one) => one.toUpperCase()),
  );
  expect(names.filter((name) => !RESERVED.includes(name))).toEqual([]);
});
