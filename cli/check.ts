/** `byzcheck check`: explores, shows what it finds while it finds it, and reports the outcome. */
import { type CheckOptions, check } from "../checker/check.ts";
import { type Claim, claimOf, unmet } from "../checker/expectation.ts";
import type { Outcome } from "../checker/outcome.ts";
import type { Protocol } from "../model/protocol.ts";
import { suiteOf } from "../reports/ci/suite.ts";
import { FORMATS } from "../reports/files.ts";
import { outcomeJson } from "../reports/json.ts";
import { outcomeText, verdictLines } from "../reports/text.ts";
import { clean } from "../reports/words.ts";
import type { GivenFlags } from "./arguments.ts";
import { lookOf } from "./colours.ts";
import { EXPECTED } from "./config.ts";
import { crossCheckCommand } from "./cross-check.ts";
import { EXIT, UsageError } from "./exit.ts";
import { stopCommands, tellGithub } from "./github.ts";
import { version } from "./help.ts";
import { variantsText } from "./list.ts";
import { defaultMegabytes, memoryFrom, needsLargerHeap, withLargerHeap } from "./memory.ts";
import { unknown } from "./nearest.ts";
import { originOf } from "./origin.ts";
import { pageScript } from "./page.ts";
import { assertWritable, formatsFrom, placeFrom, type Saving, savingOf, type Target } from "./save.ts";
import { checkOptions, propertyNames, readProtocolSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet, text } from "./values.ts";
import { wantsWatch, watchCommand } from "./watch.ts";
import { watched } from "./watched.ts";

export async function checkCommand(argv: readonly string[], shell: Shell): Promise<number> {
  if (wantsWatch(argv)) return watchCommand(argv, shell);
  const { flags, config: _, ...loaded } = await readProtocolSettings(argv, "check", shell);
  const { protocol } = loaded;
  if (text(flags, "variant") === "list") {
    shell.out.write(variantsText(protocol));
    return EXIT.ok;
  }
  if (isSet(flags, "watch")) throw new UsageError("--watch is given on the command line, or not at all");
  const options = checkOptions(flags, protocol);
  const claims = claimsFrom(flags, protocol);
  const target = targetFrom(flags, shell);
  const memory = memoryFrom(flags);
  const mayTake = memory ?? defaultMegabytes();
  if (memory !== undefined && needsLargerHeap(memory)) return withLargerHeap(["check", ...argv], memory);
  if (isSet(flags, "cross-check")) return crossCheckCommand(flags, protocol, mayTake, shell);
  assertWritable(target);
  const page = target.formats.includes("html") ? await pageScript() : null;

  const outcome = await watched(shell, isSet(flags, "quiet"), ({ line, ...watch }) =>
    check({
      ...options,
      ...watch,
      memory: mayTake,
      // Without its length, which is known when the trace is replayed.
      onViolation: ({ property }) => line.say(`VIOLATED ${clean(property)}`),
    } as CheckOptions),
  );
  const origin = originOf(protocol, outcome.configuration, loaded.source?.file ?? null, shell);
  const saving = savingOf(outcome, loaded, target, { ci: { claims, origin, version: version() }, page });
  const toGithub = target.formats.includes("github");
  const stream = isSet(flags, "json") ? shell.err : shell.out;
  const listenAgain = toGithub ? stopCommands(stream) : null;
  print(outcome, protocol, saving, flags, shell);
  listenAgain?.();
  if (toGithub) tellGithub([suiteOf(outcome, claims, origin)], stream, shell);
  const warning = saving.write();
  if (warning !== null) shell.err.write(`byzcheck: ${warning}\n`);
  for (const reason of claims.flatMap((claim) => unmet(claim, outcome) ?? []))
    shell.err.write(`byzcheck: ${clean(reason)}\n`);
  return exitCode(outcome, claims);
}

function print(outcome: Outcome, protocol: Protocol, saving: Saving, flags: GivenFlags, shell: Shell): void {
  const look = lookOf(shell, shell.out);
  if (isSet(flags, "json")) shell.out.write(outcomeJson(outcome, saving.replay));
  else if (isSet(flags, "quiet")) shell.out.write(`${verdictLines(outcome, look).join("\n")}\n`);
  else {
    shell.out.write(outcomeText(outcome, { ...look, protocol }));
    for (const words of saving.says) shell.out.write(`${look.style.faint(words)}\n`);
  }
}

/** Where reports go, and which. */
function targetFrom(flags: GivenFlags, shell: Shell): Target {
  const formats = formatsFrom(flags, FORMATS) ?? [];
  return { formats, ...placeFrom(flags, formats.length > 0, shell) };
}

/** @throws UsageError for what is no expectation, or names a property that is not checked */
function claimsFrom(flags: GivenFlags, protocol: Protocol): readonly Claim[] {
  const checked = flags.get("property")?.values ?? propertyNames(flags, protocol);
  return (flags.get("expect")?.values ?? []).map((words) => {
    const claim = claimOf(words);
    if (claim === null) throw new UsageError(`--expect is "${words}"; it must be ${EXPECTED}`);
    if (claim.property !== null && !checked.includes(claim.property)) {
      throw unknown("property that is checked", claim.property, checked);
    }
    return claim;
  });
}

/** How a check ends: what is expected, if anything is, goes before what is found. */
function exitCode(outcome: Outcome, claims: readonly Claim[]): number {
  if (outcome.stoppedBy === "interrupted") return EXIT.interrupted;
  if (claims.length > 0) {
    if (claims.every((claim) => unmet(claim, outcome) === null)) return EXIT.ok;
    return outcome.verdict === "incomplete" ? EXIT.incomplete : EXIT.violation;
  }
  switch (outcome.verdict) {
    case "violation":
      return EXIT.violation;
    case "incomplete":
      return EXIT.incomplete;
    case "vacuous":
      return EXIT.vacuous;
    case "safe":
      return EXIT.ok;
  }
}
