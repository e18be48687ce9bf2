import { expect, test } from "vitest";
import { configure, settingOf } from "../../../model/configuration.ts";
import type { Parameters, Protocol } from "../../../model/protocol.ts";
import { pbft } from "../../../protocols/pbft/index.ts";

const protocol: Protocol = pbft;

test.each<Parameters>([
  { views: 0 },
  { views: 1 },
  { views: 0, checkpointInterval: 1 },
  { views: 1, checkpointInterval: 1 },
])("under %j a kind of message is switched off if nobody could ever sign one", (parameters) => {
  const everybody = [0, 1, 2, 3];
  const setting = settingOf(protocol, configure(protocol, { parameters }));
  const signed = new Set(
    everybody.flatMap((id) => [...(protocol.forge?.(id, setting) ?? [])].map(({ body }) => body.kind)),
  );
  expect(protocol.kinds.filter((kind) => !signed.has(kind)).sort()).toEqual(
    [...(protocol.switchedOff?.(setting.parameters) ?? [])].sort(),
  );
});
