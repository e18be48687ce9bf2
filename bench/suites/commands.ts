/** Whole commands as a user gives them, from start to exit, npm and the compilation of the sources on the fly included. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { medianOf, sampled } from "../median.ts";
import { type Measured, run } from "../process.ts";
import { ROOT } from "../root.ts";
import type { Suite } from "../suite.ts";
import { shown } from "../table.ts";
import { judged, reaches, type Target, targetWords } from "../target.ts";

interface Command {
  readonly flags: string;
  readonly seconds: Target | null;
  readonly megabytes: Target | null;
  /** What it has to exit with and to say. */
  readonly code: number;
  readonly saying: RegExp;
}

const COMMANDS: readonly Command[] = [
  { flags: "--help", seconds: null, megabytes: null, code: 0, saying: /--protocol/ },
  {
    flags: "--protocol bsmr",
    seconds: { under: 1.5 },
    megabytes: null,
    code: 1,
    saying: /VIOLATED agreement in 2 steps/,
  },
  {
    flags: "--protocol pbft-rounds --rounds 4 --property agreement",
    seconds: { under: 6 },
    megabytes: { under: 1024 },
    code: 0,
    saying: /agreement +SAFE/,
  },
  {
    flags: "--protocol pbft-rounds --rounds 5 --property agreement",
    seconds: { under: 30 },
    megabytes: null,
    code: 0,
    saying: /agreement +SAFE/,
  },
  {
    flags: "--protocol pbft-rounds --rounds 2 --property log-consistency",
    seconds: { under: 3 },
    megabytes: null,
    code: 1,
    saying: /VIOLATED log-consistency in 14 steps/,
  },
];

export const commands: Suite = {
  name: "commands",
  says: "Whole commands, `npm run check -- ...`, from start to exit: npm, Node and the compilation of the TypeScript sources on the fly included. The first does nothing else.",
  long: false,
  async measure({ rounds, progress }) {
    const samples = await sampled(COMMANDS, rounds, async (command) => {
      progress(command.flags);
      return measureCommand(command);
    });
    let missed = 0;
    const cell = (target: Target | null, measured: number, unit: string): readonly string[] => {
      if (target === null) return [shown(measured), "", ""];
      if (!reaches(target, measured)) missed++;
      return [shown(measured), targetWords(target, unit), judged(target, measured)];
    };
    const rows = COMMANDS.map((command) => {
      const taken = samples.get(command);
      const all = (taken ?? []).map(({ seconds }) => seconds);
      return [
        `\`${command.flags}\``,
        ...cell(
          command.seconds,
          medianOf(taken, ({ seconds }) => seconds),
          " s",
        ),
        `${shown(Math.min(...all))} to ${shown(Math.max(...all))}`,
        shown(medianOf(taken, ({ cpuSeconds }) => cpuSeconds)),
        ...cell(command.megabytes, medianOf(taken, ({ peakBytes }) => peakBytes) / 2 ** 20, " MB"),
      ];
    });
    return {
      columns: ["command", "s", "target", "", "from, to", "s of processor", "MB", "target", ""],
      rows,
      notes: [],
      missed,
    };
  },
};

/** @throws Error if the command does not say what it should */
async function measureCommand({ flags, code, saying }: Command): Promise<Measured> {
  const out = mkdtempSync(join(tmpdir(), "byzcheck-bench-"));
  try {
    const saved = flags === "--help" ? [] : ["--out", out];
    const measured = await run("npm", ["run", "check", "--", ...flags.split(" "), ...saved], ROOT, [code]);
    if (!saying.test(measured.stdout)) throw new Error(`${flags} should say ${saying}:\n${measured.stdout}`);
    return measured;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
