/** The state of every replica at a step, with what the step changed in it. */
import { element, html, textElement } from "../markup.ts";
import { glyph } from "../space-time/glyphs.ts";
import type { Field, Lane, Picture } from "../space-time/picture.ts";

/** How many entries of a log are drawn: the last. */
const ENTRIES = 12;

/** The replicas after a step, as HTML. */
export const replicasHtml = (picture: Picture, step: number): string =>
  picture.lanes.map((lane) => replicaHtml(lane, picture, step)).join("");

function replicaHtml(lane: Lane, picture: Picture, step: number): string {
  const name = textElement("h4", {}, lane.name);
  if (lane.isByzantine) {
    const says = textElement("p", {}, "Byzantine: it has no state, and says what it likes.");
    return element("section", { class: "replica byzantine" }, name, says);
  }
  const known = picture.moments.slice(0, step + 1).filter(({ lanes }) => lanes.includes(lane.id));
  const [last, before] = [known.at(-1), known.at(-2)];
  const acts = last?.step === step && step > 0;
  const fields = fieldsAt(last?.states, lane);
  const old = new Map(fieldsAt(before?.states, lane).map(({ name, text }) => [name, text]));
  return element(
    "section",
    { class: acts ? "replica acts" : "replica" },
    name,
    logHtml(lane, picture, step),
    element("dl", {}, ...fields.map((field) => fieldHtml(field, acts ? old.get(field.name) : undefined, acts))),
  );
}

const fieldsAt = (states: Picture["moments"][number]["states"] | undefined, { id }: Lane): readonly Field[] =>
  states?.find(({ lane }) => lane === id)?.fields ?? [];

function fieldHtml({ name, text, isNew }: Field, old: string | undefined, acts: boolean): string {
  const changed = acts && isNew;
  const value = changed
    ? `${old === undefined ? "" : `${textElement("del", {}, old)} `}${textElement("ins", {}, text)}`
    : html(text);
  return element("div", { class: changed ? "new" : null }, textElement("dt", {}, name), element("dd", {}, value));
}

/** The log so far, oldest entry first, as the glyphs of the diagram. */
function logHtml({ id, name }: Lane, { logs, values }: Picture, step: number): string {
  const log = (logs[id] ?? []).filter((entry) => entry.step <= step);
  const words = log.length === 0 ? "empty" : log.map(({ value }) => values[value]?.text ?? "").join(", ");
  const label = textElement("span", { class: "log-name" }, "log");
  if (log.length === 0) return element("p", { class: "log-row" }, label, textElement("span", {}, words));
  const shown = log.slice(-ENTRIES);
  const width = shown.length * 26 + 4;
  const drawing = element(
    "svg",
    {
      class: "diagram",
      role: "img",
      "aria-label": `log of ${name}: ${words.slice(0, 300)}`,
      width,
      height: 28,
      viewBox: `0 0 ${width} 28`,
    },
    ...shown.map(({ value }, place) => glyph(values[value], { x: place * 26 + 15, y: 14 }, 0.9)),
  );
  const more = log.length === shown.length ? "" : textElement("span", {}, `… ${log.length - shown.length} before`);
  return element("p", { class: "log-row" }, label, more, drawing);
}
