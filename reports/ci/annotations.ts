/** What GitHub Actions shows beside the sources: annotations, which a step writes as lines of its output. */
import { clean, clip } from "../words.ts";
import type { Case, SourceLine, Suite } from "./suite.ts";

/** GitHub shows so many annotations of each kind of a step, and drops the others without a word. */
const MOST_ANNOTATIONS = 10;
/** Characters of an annotation. */
const MOST_TEXT = 2_000;
const MOST_TITLE = 200;

/**
 * Workflow commands: an error for each case that failed, a warning for each that is undecided, at the line where its trace
 * ends. Where there are too many, the last says how many more there are.
 *
 * @returns lines without line ends
 */
export function annotations(suites: readonly Suite[]): readonly string[] {
  const all = suites.flatMap((suite) => suite.cases.map((one) => ({ suite, one })));
  const of = (result: Case["result"], command: "error" | "warning"): readonly string[] => {
    const found = all.filter(({ one }) => one.result === result);
    const fit = found.length <= MOST_ANNOTATIONS ? found.length : MOST_ANNOTATIONS - 1;
    const lines = found.slice(0, fit).map(({ suite, one }) => annotation(command, suite, one));
    const more = found.length - fit;
    return more === 0 ? lines : [...lines, `::${command}::${data(`and ${more} more, which the job summary tells`)}`];
  };
  return [...of("failed", "error"), ...of("undecided", "warning")];
}

function annotation(command: string, suite: Suite, one: Case): string {
  const place = one.places.at(-1) ?? suite.source;
  const fields = {
    ...(place === null || isOutside(place) ? {} : { file: place.file }),
    ...(place === null || isOutside(place) || place.line === null ? {} : { line: String(place.line) }),
    title: clip(`${suite.name}: ${one.name}`, MOST_TITLE),
  };
  const properties = Object.entries(fields).map(([name, value]) => `${name}=${property(value)}`);
  const text = [one.found, ...one.details.filter((line) => line !== "")].map(clean).join("\n");
  return `::${command} ${properties.join(",")}::${data(clip(text, MOST_TEXT))}`;
}

/** An annotation can only stand in a file of the repository. */
const isOutside = ({ file }: SourceLine): boolean => /^([\\/]|[A-Za-z]:)/.test(file);

/** A value after `::`: what ends the line, and what begins an escape, is escaped. */
const data = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

/** A value before it: what separates properties as well. */
const property = (text: string): string => data(clean(text)).replace(/:/g, "%3A").replace(/,/g, "%2C");
