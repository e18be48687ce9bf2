/** What a step did, in words: the card beside the diagram. */
import { element, html, textElement } from "../markup.ts";
import { isReached } from "../space-time/chips.ts";
import type { Moment, Picture, Sending, Tally } from "../space-time/picture.ts";
import { counted, listed, node, nodesWords } from "../words.ts";
import type { Position, Sight } from "./viewer/position.ts";

/** The card of a position, as HTML. Buttons with `data-goto` lead to a step. */
export function cardHtml(picture: Picture, position: Position, sight: Sight): string {
  const { line } = sight;
  if (!line) return "";
  const body =
    line.kind === "moment" ? momentBody(picture.moments[line.step], picture) : sendingBody(line.sending, picture);
  return [
    textElement("h3", { class: line.kind }, line.words),
    ...body,
    position.isChosen && line.step > 0 ? pastHtml(sight) : "",
  ].join("");
}

function momentBody(moment: Moment | undefined, picture: Picture): readonly string[] {
  if (!moment) return [];
  if (moment.step === 0) {
    return [textElement("p", {}, "Every replica starts here. What the honest ones send at once is on its way.")];
  }
  const arrow = picture.arrows[moment.arrow ?? -1];
  const sending = picture.sendings[arrow?.sending ?? -1];
  return [
    ...(sending ? [originHtml(sending)] : []),
    list("changes", "What it changed", moment.changes),
    list("votes", "Votes", moment.tallies.map(tallyWords)),
    list(
      "badges",
      "Found out",
      moment.badges.map(({ lane, text }) => `${node(lane)}: ${text}`),
    ),
  ];
}

function originHtml({ from, step, isLie, shows }: Sending): string {
  if (!isLie) {
    const when = step === 0 ? "at the start" : `in ${stepButton(step)}`;
    return element("p", {}, `${html(`Sent by ${node(from)}`)} ${when}.`);
  }
  const says = `A lie: ${node(from)} is Byzantine. It says what it likes, and to each replica something else.`;
  const shown = shows.map((one) => stepButton(one));
  return [
    textElement("p", { class: "lie" }, says),
    shown.length === 0 ? "" : element("p", {}, `It shows what was signed in ${listed(shown)}.`),
  ].join("");
}

function sendingBody(index: number, { sendings, arrows }: Picture): readonly string[] {
  const sending = sendings[index];
  if (!sending) return [];
  const taken = arrows.filter((arrow) => arrow.sending === index && arrow.delivered !== null);
  const never = arrows.filter((arrow) => arrow.sending === index && arrow.delivered === null).map(({ to }) => to);
  const steps = taken.map(({ to, delivered }) => `${html(node(to))} takes it in ${stepButton(delivered ?? 0)}`);
  const lost =
    never.length === 0
      ? []
      : [html(`${nodesWords(never)} ${never.length === 1 ? "has" : "have"} not taken it when the trace ends`)];
  const said = [...steps, ...lost];
  return [
    sending.isLie ? originHtml(sending) : element("p", {}, `Sent in ${stepButton(sending.step)}.`),
    ...(said.length === 0 ? [] : [element("p", {}, `${said.join("; ")}.`)]),
  ];
}

const list = (kind: string, title: string, items: readonly string[]): string =>
  items.length === 0
    ? ""
    : `${textElement("h4", {}, title)}${element("ul", { class: kind }, ...items.map((item) => textElement("li", {}, item)))}`;

/** `COMMIT slot 0 value 1: of nodes 0, 2 and 3, 3 of 3, enough` */
function tallyWords(tally: Tally): string {
  const { on, voters, needed } = tally;
  const names = voters.map((voter) => (voter === null ? "somebody" : String(voter)));
  const whose =
    `${names.length === 1 && voters[0] !== null ? "node" : voters.includes(null) ? "" : "nodes"} ${listed(names)}`.trim();
  if (needed === null) return `${on}: ${whose}`;
  return `${on}: ${whose}; ${voters.length} of ${needed}${isReached(tally) ? ", enough" : ""}`;
}

/** How many of the steps before are named: the nearest. All of them are highlighted in the diagram. */
const NAMED = 40;

function pastHtml({ past }: Sight): string {
  const steps = [...past].filter((step) => step > 0).sort((a, b) => a - b);
  if (steps.length === 0) return `${textElement("h4", {}, "Depends on")}<p>No step had to come before it.</p>`;
  const named = steps.slice(-NAMED);
  const more = steps.length === named.length ? "" : `${counted(steps.length - named.length, "earlier one")}, `;
  const buttons = named.map((step) => stepButton(step, String(step))).join(" ");
  const title = textElement("h4", {}, `Depends on ${steps.length === 1 ? "step" : "steps"}`);
  return `${title}${element("p", { class: "past" }, more, buttons)}`;
}

const stepButton = (step: number, words = step === 0 ? "the start" : `step ${step}`): string =>
  textElement("button", { type: "button", class: "goto", "data-goto": step }, words);
