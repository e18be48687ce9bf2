/** `byzcheck check --cross-check`: do all engines, under every subset of the reductions, say the same of a protocol? */
import type { CheckOptions } from "../checker/check.ts";
import { crossCheck } from "../checker/cross-check.ts";
import { leastParameters } from "../model/configuration.ts";
import { kebab } from "../model/names.ts";
import type { Protocol } from "../model/protocol.ts";
import { crossCheckText, crossCheckWords } from "../reports/cross-check-text.ts";
import { jsonText } from "../reports/json.ts";
import { flatten } from "../reports/trace-file.ts";
import type { GivenFlags } from "./arguments.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { checkOptions, configurationFrom } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet } from "./values.ts";
import { watched } from "./watched.ts";

/** What a cross-check decides by itself, or does not write. */
const SEARCH = ["engine", "reduce", "search", "seed", "walks", "workers", "fail-fast", "table-limit"];
const REFUSED = [...SEARCH, "expect", "report", "out"];

/**
 * Cross-checks. The reference system is slow, so a bound that nobody gives is the least that the protocol has.
 *
 * @returns the exit code: 0 if all agree, 70 if not, 3 if something was cut short
 * @throws UsageError for a flag that has no meaning here
 */
export async function crossCheckCommand(
  given: GivenFlags,
  protocol: Protocol,
  memory: number,
  shell: Shell,
): Promise<number> {
  const refused = REFUSED.find((name) => given.get(name)?.source === `--${name}`);
  if (refused !== undefined) {
    throw new UsageError(`--cross-check makes every search, and writes nothing; leave out --${refused}`);
  }
  const flags: GivenFlags = new Map([...leastBounds(protocol), ...given].filter(([name]) => !REFUSED.includes(name)));
  const configuration = configurationFrom(flags, protocol);
  const [found, isInterrupted] = await watched(shell, isSet(flags, "quiet"), async ({ line: _, ...watch }) => {
    const options = { ...checkOptions(flags, protocol), ...watch, memory } as CheckOptions;
    return [await crossCheck(options), watch.signal.aborted] as const;
  });
  const about = { protocol: protocol.name, variant: configuration.variant, configuration: flatten(configuration) };
  if (isSet(flags, "json")) shell.out.write(jsonText({ schemaVersion: 1, ...about, ...found }));
  else if (isSet(flags, "quiet")) shell.out.write(`${crossCheckWords(found)}\n`);
  else {
    const look = { style: styleFor(shell, shell.out), width: shell.out.columns };
    shell.out.write(crossCheckText(found, { protocol: protocol.name, configuration }, look));
  }
  if (isInterrupted) return EXIT.interrupted;
  if (!found.agreed) return EXIT.internal;
  return found.cutShort.length > 0 ? EXIT.incomplete : EXIT.ok;
}

const leastBounds = ({ parameters }: Protocol): GivenFlags =>
  new Map(
    Object.entries(leastParameters(parameters)).map(([name, value]) => [
      kebab(name),
      { values: [String(value)], source: `the least --${kebab(name)}` },
    ]),
  );
