import { expect, test } from "vitest";
import { configure, settingOf } from "../../../model/configuration.ts";
import type { ConfigurationChange, Protocol } from "../../../model/protocol.ts";
import { createSystem } from "../../../model/system.ts";
import { pbft } from "../../../protocols/pbft/index.ts";

const protocol: Protocol = pbft;

/** The properties that have no meaning under a configuration, each with the reason. */
function inapplicable(change: ConfigurationChange): { readonly [name: string]: string } {
  const properties = protocol.properties(settingOf(protocol, configure(protocol, change)));
  return Object.fromEntries(
    properties.flatMap(({ name, notApplicable }) => (notApplicable === undefined ? [] : [[name, notApplicable]])),
  );
}

const NO_CHECKPOINT = "there are no checkpoints: use --checkpoint-interval 1";
const UNCHECKED = { "checkpoint-stable": NO_CHECKPOINT, "state-fetched": NO_CHECKPOINT };
const ONE_SLOT = "null fills a gap below another slot, and there is one slot: use --slots 2";
const ONE_VIEW = "there is one view: use --views 1";
const NO_TIMEOUTS = "without timeouts there is one view";

test.each<[string, ConfigurationChange, { readonly [name: string]: string }]>([
  ["the usual bounds", {}, { ...UNCHECKED, "null-executed": ONE_SLOT }],
  [
    "one view, led by a liar",
    { parameters: { views: 0, slots: 2 } },
    {
      ...UNCHECKED,
      "commits-in-a-later-view": ONE_VIEW,
      "commits-despite-silence": `no honest replica leads a view: ${ONE_VIEW}`,
      "non-empty-new-view": ONE_VIEW,
      "null-executed": ONE_VIEW,
    },
  ],
  [
    "no timeouts, whatever the bounds",
    { timing: "none", parameters: { views: 2, slots: 2 } },
    {
      ...UNCHECKED,
      "commits-in-a-later-view": NO_TIMEOUTS,
      "commits-despite-silence": `no honest replica leads a view: ${NO_TIMEOUTS}`,
      "non-empty-new-view": NO_TIMEOUTS,
      "null-executed": NO_TIMEOUTS,
    },
  ],
  [
    "a liar that leads the second view only, which nobody comes to",
    { timing: "none", byzantine: [1], parameters: { slots: 2 } },
    {
      ...UNCHECKED,
      "commits-in-a-later-view": NO_TIMEOUTS,
      "equivocation-seen": "no Byzantine replica leads a view",
      "non-empty-new-view": NO_TIMEOUTS,
      "null-executed": NO_TIMEOUTS,
    },
  ],
  [
    "checkpoints further apart than there are slots",
    { parameters: { checkpointInterval: 2 } },
    {
      "checkpoint-stable": "no checkpoint is due in slots 1 to 1: use a smaller --checkpoint-interval or more --slots",
      "state-fetched": "no checkpoint is due in slots 1 to 1: use a smaller --checkpoint-interval or more --slots",
      "null-executed": ONE_SLOT,
    },
  ],
])("what the bounds leave no room for is not applicable, and says what it takes: %s", (_, change, reasons) =>
  expect(inapplicable(change)).toEqual(reasons),
);

test.each<[string, Partial<Record<"views" | "slots" | "checkpointInterval", number>>, readonly number[]]>([
  ["many views and slots", { views: 20, slots: 20 }, [0]],
  ["checkpoints of many slots", { views: 0, slots: 20, checkpointInterval: 20 }, [0]],
  ["many slots that a liar brings into its view", { views: 1, slots: 4 }, [1]],
])(
  "bounds within which a liar has too much to say are refused, and nothing is tried: %s",
  (_, parameters, byzantine) => {
    const began = process.cpuUsage().user;
    const configuration = configure(protocol, { byzantine, parameters });
    expect(() => createSystem(protocol, configuration)).toThrow(
      /a liar has too much to say.*in more than [\d,]+ ways\. Use fewer views, slots or nodes/,
    );
    expect(process.cpuUsage().user - began).toBeLessThan(2_000_000);
  },
);
