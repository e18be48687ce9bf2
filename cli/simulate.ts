/** `byzcheck simulate`: plays one schedule, and prints each message as it is sent and received. */
import { play } from "../checker/play.ts";
import { configure } from "../model/configuration.ts";
import { createTranscript } from "../reports/transcript.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { variantsText } from "./list.ts";
import { changeFrom, overlay, readProtocolSettings, scenarioFrom, variantFrom } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { number, text } from "./values.ts";

export async function simulateCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { protocol, flags } = await readProtocolSettings(argv, "simulate", shell);
  if (text(flags, "variant") === "list") {
    shell.out.write(variantsText(protocol));
    return EXIT.ok;
  }
  const scenario = scenarioFrom(flags, protocol);
  const seed = number(flags, "seed");
  if (scenario && seed !== undefined) {
    throw new UsageError("a scenario is one schedule, a seed draws another; give --scenario or --seed, not both");
  }
  if (seed !== undefined && !Number.isInteger(seed))
    throw new UsageError(`--seed is ${seed}; it must be a whole number`);
  const change = overlay(scenario?.under, changeFrom(flags, protocol));
  const configuration = configure(protocol, change, variantFrom(flags, protocol));
  const lines = createTranscript(styleFor(shell, shell.out));
  for (const event of play(protocol, configuration, { scenario, seed })) {
    for (const line of lines(event)) shell.out.write(`${line}\n`);
  }
  return EXIT.ok;
}
