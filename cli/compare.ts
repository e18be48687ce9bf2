/** `byzcheck compare`: protocols side by side, as a table and as a page. */
import { join } from "node:path";
import { type Comparison, compare } from "../checker/compare.ts";
import type { Answer } from "../checker/questions.ts";
import type { Protocol } from "../model/protocol.ts";
import { bsmr } from "../protocols/bsmr/index.ts";
import { pbft } from "../protocols/pbft/index.ts";
import { pbftRounds } from "../protocols/pbft-rounds/index.ts";
import { situations } from "../protocols/situations.ts";
import { COMPARISON_FORMATS, comparisonFiles, traceFilesOf } from "../reports/compare-files.ts";
import { comparisonJson } from "../reports/compare-json.ts";
import { comparisonText } from "../reports/compare-text.ts";
import { clean, listed } from "../reports/words.ts";
import type { GivenFlags } from "./arguments.ts";
import { styleFor } from "./colours.ts";
import { EXIT, UsageError } from "./exit.ts";
import { invocation } from "./help.ts";
import { type Loaded, loadProtocol, shown } from "./load.ts";
import { defaultMegabytes, memoryFrom, needsLargerHeap, withLargerHeap } from "./memory.ts";
import { assertWritable, formatsFrom, placeFrom, writeTo } from "./save.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet } from "./values.ts";
import { watched } from "./watched.ts";

/** The title of the seed, with its own variant of PBFT between the two. */
const CONTESTANTS: readonly Protocol[] = [bsmr, pbftRounds, pbft];

/** n = 3f+1 for f = 1 to 4. */
const SIZES = [4, 7, 10, 13];

export async function compareCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const settings = await readSettings(argv, "compare", shell);
  const { flags } = settings;
  const loaded = await contestants(settings, shell);
  const formats = formatsFrom(flags, COMPARISON_FORMATS);
  const place = placeFrom(flags, formats !== undefined, shell);
  const memory = memoryFrom(flags);
  if (memory !== undefined && needsLargerHeap(memory)) return withLargerHeap(["compare", ...argv], memory);
  assertWritable(place);

  const comparison = await watched(shell, isSet(flags, "quiet"), ({ line, ...watch }) =>
    compare({
      ...watch,
      protocols: loaded.map(({ protocol }) => protocol),
      situations,
      sizes: SIZES,
      memory: memory ?? defaultMegabytes(),
      onSearch: ({ protocol, questions }) => line.say(clean(`${protocol}: ${questions.join(", ")}`)),
    }),
  );
  const files = new Map(loaded.map(({ protocol, source }) => [protocol.name, source?.file ?? null]));
  const traces = traceFilesOf(comparison, (name) => files.get(name) ?? null);
  const pathOf = (name: string): string => shown(join(place.folder, name), shell.cwd);
  const reports = comparisonFiles(comparison, formats ?? COMPARISON_FORMATS, traces, (name) =>
    invocation("replay", pathOf(name)),
  );
  const warning = writeTo(place, [...traces.files, ...reports]);
  print(comparison, flags, shell, (answer) => {
    const name = traces.nameOf(answer);
    return name === null ? null : pathOf(name);
  });
  if (warning !== null) shell.err.write(`byzcheck: ${warning}\n`);
  else if (!isSet(flags, "json") && !isSet(flags, "quiet")) {
    const style = styleFor(shell, shell.out);
    shell.out.write(`${style.faint(`wrote ${listed(reports.map(({ name }) => pathOf(name)))}`)}\n`);
  }
  return exitCode(comparison);
}

/** @throws UsageError for a protocol that there is not, or two of one name, which no table could tell apart */
async function contestants({ flags, config }: Settings, { cwd }: Shell): Promise<readonly Loaded[]> {
  const given = flags.get("protocol");
  if (!given) return CONTESTANTS.map((protocol) => ({ protocol, source: null }));
  const folder = given.source === "--protocol" ? cwd : config.folder;
  const loaded = await Promise.all([...new Set(given.values)].map((name) => loadProtocol(name, folder)));
  const names = loaded.map(({ protocol }) => protocol.name);
  const twice = names.find((name, place) => names.indexOf(name) < place);
  if (twice !== undefined) throw new UsageError(`two protocols are called "${twice}"; give one of them another name`);
  return loaded;
}

function print(comparison: Comparison, flags: GivenFlags, shell: Shell, link: (answer: Answer) => string | null): void {
  const [style, brief] = [styleFor(shell, shell.out), isSet(flags, "quiet")];
  const look = { style, width: shell.out.columns, brief, link };
  shell.out.write(isSet(flags, "json") ? comparisonJson(comparison, link) : comparisonText(comparison, look));
}

/** A verdict is no failure here: protocols that break are what is compared. */
function exitCode({ stoppedBy, messages, delays }: Comparison): number {
  if (stoppedBy === "interrupted") return EXIT.interrupted;
  if ([...messages, ...delays].some(({ agrees }) => agrees === false)) return EXIT.violation;
  return stoppedBy === null ? EXIT.ok : EXIT.incomplete;
}
