/** What a search shows of itself while it runs: one line, redrawn on a terminal, now and then a new one elsewhere. */
import type { Progress } from "../checker/explore.ts";
import { counted } from "../reports/words.ts";
import { isScreen } from "./colours.ts";
import type { Shell } from "./shell.ts";

/** Milliseconds between two lines. */
const ON_TERMINAL = 200;
const ELSEWHERE = 10_000;

type Moment = Progress & { readonly milliseconds: number };

export interface ProgressLine {
  show(moment: Moment): void;
  /** A line that stays. */
  say(line: string): void;
  /** Takes the line away. */
  end(): void;
}

/**
 * A line for one search or for several, one after the other.
 *
 * @param quiet shows nothing, and says nothing
 */
export function progressLine({ err, env }: Pick<Shell, "err" | "env">, quiet: boolean): ProgressLine {
  const redraws = isScreen(env, err);
  const pause = redraws ? ON_TERMINAL : ELSEWHERE;
  let last: Moment | null = null;
  let drawn = false;
  const clear = (): void => {
    if (drawn) err.write("\r\x1b[2K");
    drawn = false;
  };
  return {
    show(moment) {
      // Each search counts its states and its time from 0.
      if (last !== null && moment.milliseconds < last.milliseconds) last = null;
      if (quiet || moment.milliseconds - (last?.milliseconds ?? 0) < pause) return;
      const line = progressWords(moment, last);
      last = moment;
      if (!redraws) return err.write(`${line}\n`);
      clear();
      err.write(line.slice(0, Math.max(0, err.columns - 1)));
      drawn = true;
    },
    say(line) {
      if (quiet) return;
      clear();
      err.write(`${line}\n`);
    },
    end: clear,
  };
}

/** `1,234,567 states  45,000/s  depth 12  frontier 30,000  210 MB  0:27` */
export function progressWords(now: Moment, before: Moment | null): string {
  const { distinctStates, transitions, depth, frontier, bytes, milliseconds } = now;
  // Before the first state the compiled engine makes its tables, and only their size is known.
  if (distinctStates === 0 && transitions === 0 && frontier > 0) {
    return `making tables  ${counted(frontier, "state")} of replicas  ${clock(milliseconds)}`;
  }
  const count = ({ distinctStates: states, transitions: steps }: Progress): number => (states > 0 ? states : steps);
  const seconds = (milliseconds - (before?.milliseconds ?? 0)) / 1000;
  const sofar = before ? count(before) : 0;
  // Where there are fewer than before, another search of the same check has begun, and counts from 0.
  const more = count(now) - (sofar <= count(now) ? sofar : 0);
  const rate = seconds > 0 ? more / seconds : 0;
  return [
    distinctStates > 0 ? counted(distinctStates, "state") : counted(transitions, "step"),
    `${whole(rate)}/s`,
    ...(depth === null ? [] : [`depth ${depth}`]),
    `${distinctStates > 0 ? "frontier" : "walks to go"} ${whole(frontier)}`,
    ...(bytes > 0 ? [`${whole(bytes / 2 ** 20)} MB`] : []),
    clock(milliseconds),
  ].join("  ");
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

const clock = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
