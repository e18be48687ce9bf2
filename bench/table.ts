/** Results as a Markdown table, and the document that holds them. */

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What else is to be said; shown below. */
  readonly notes: readonly string[];
  /** How many targets were missed. */
  readonly missed: number;
}

/** The first column is left-aligned, the others are right-aligned. */
export function markdown({ columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = columns.map((_, column) => (column === 0 ? "---" : "---:"));
  const below = notes.length === 0 ? "" : `\n\n${notes.join("\n\n")}`;
  return [line(columns), line(rule), ...rows.map(line)].join("\n") + below;
}

const begins = (name: string): string => `<!-- bench: ${name} -->`;
const ends = (name: string): string => `<!-- end of ${name} -->`;

/**
 * Puts a suite's results between its marks.
 *
 * @throws Error if the document lacks the marks
 */
export function replaceBlock(document: string, name: string, block: string): string {
  const from = document.indexOf(begins(name));
  const to = document.indexOf(ends(name));
  if (from < 0 || to < from) {
    throw new Error(
      `docs/performance.md has no place for "${name}": put in the lines ${begins(name)} and ${ends(name)}`,
    );
  }
  return `${document.slice(0, from)}${begins(name)}\n${block}\n${document.slice(to)}`;
}

/** A number as people read it, to three digits. */
export const shown = (number: number): string =>
  Math.abs(number) >= 1000
    ? Math.round(Number(number.toPrecision(3))).toLocaleString("en")
    : String(Number(number.toPrecision(3)));
