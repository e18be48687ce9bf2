/** The end of a trace: the replicas that a finding names, side by side. */
import type { Json } from "../model/canonical.ts";
import type { ReplicaId } from "../model/message.ts";
import type { Finding, Log } from "../model/property.ts";
import type { GlobalState } from "../model/state.ts";
import { plain, type Style } from "./style.ts";
import type { TextOptions } from "./trace-text.ts";
import { clip, columns, logEntries, node, valueWords } from "./words.ts";

/** How many entries to show before the first mark of a long log. */
const CONTEXT = 8;

/** The replicas that a finding names, side by side, each entry that matters with a mark below it. */
export function conflictText(
  finding: Finding,
  state: GlobalState,
  { style = plain, width = 100 }: TextOptions = {},
): readonly string[] {
  const named = (id: ReplicaId): string => `  ${style.node(id, node(id))}  `;
  const shown = finding.replicas.filter((id) => (state.logs[id] ?? null) !== null);
  if (shown.every((id) => state.logs[id]?.length === 0)) {
    return shown.map((id) => named(id) + clip(valueWords(state.replicas[id] as Json), width - 12));
  }
  const marked = markedEntries(finding, state);
  const rows = shown.map((id) => logRow(state.logs[id] ?? [], marked, Math.max(20, width - 12), style));
  return shown.flatMap((id, place) => {
    const { line, marks } = rows[place] ?? { line: "", marks: "" };
    // Marks that would stand in the same place are put below the last log only.
    if (marks === "" || marks === rows[place + 1]?.marks) return [named(id) + line];
    return [named(id) + line, " ".repeat(columns(node(id)) + 4) + style.wrong(marks)];
  });
}

type Marked = (log: Log, place: number) => boolean;

/** Which entries are in dispute: those of the finding's slot, else the first at which the logs differ. */
function markedEntries({ slot, replicas }: Finding, { logs }: GlobalState): Marked {
  if (slot !== undefined) return (log, place) => log[place]?.slot === slot;
  const texts = replicas.map((id) => (logs[id] ?? []).map(({ value }) => valueWords(value)));
  const differs = (place: number): boolean =>
    new Set(texts.filter((log) => place < log.length).map((log) => log[place])).size > 1;
  const first = (texts[0] ?? []).findIndex((_, place) => differs(place));
  return (_, place) => place === first;
}

/** A log and its marks. Of one that is too long, the part around the first mark. */
function logRow(
  log: Log,
  marked: Marked,
  room: number,
  style: Style,
): { readonly line: string; readonly marks: string } {
  const { texts, between } = logEntries(log);
  const total = columns(texts.join(between));
  const first = log.findIndex((_, place) => marked(log, place));
  const from = total > room ? Math.max(0, first - CONTEXT) : 0;
  const line = [from > 0 ? "$..." : "$"];
  const marks = [" ".repeat(columns(line[0] ?? ""))];
  let taken = 0;
  for (let place = from; place < texts.length; place++) {
    const text = texts[place] ?? "";
    const gap = place > from ? between : "";
    if (total > room && taken + columns(gap + text) > room - 6) {
      line.push("...");
      break;
    }
    line.push(gap, marked(log, place) ? style.wrong(text) : text);
    marks.push(" ".repeat(gap.length), (marked(log, place) ? "^" : " ").repeat(columns(text)));
    taken += columns(gap + text);
  }
  return { line: line.join(""), marks: marks.join("").trimEnd() };
}
