/** The drawing of a viewer on the page: made anew for another width or order, and repainted for another position. */
import { GUTTER, MARGIN, type Order } from "../../space-time/layout.ts";
import type { Picture } from "../../space-time/picture.ts";
import { diagramSvg, headsSvg } from "../../space-time/svg.ts";
import { type Look, lookOfArrow, lookOfRow, type Position, type Sight } from "./position.ts";

/** Pixels: what a lane needs to be read, and what it looks good with. */
const NARROWEST = 66;
const WIDEST = 150;

/** From this width of a viewer on, the diagram has this share of it, and the rest stands beside; as in the styles. */
const WIDE = 880;
const SHARE = 0.64;

/** How wide a lane is in a viewer of a width. */
export function laneWidthFor(viewer: number, lanes: number): number {
  const room = viewer < WIDE ? viewer : viewer * SHARE;
  return Math.max(NARROWEST, Math.min(WIDEST, Math.floor((room - GUTTER - MARGIN) / lanes)));
}

type Paint = (position: Position, sight: Sight) => Look;

/** A drawing in an element, with its heads in another. */
export class Drawing {
  readonly #heads: HTMLElement;
  readonly #body: HTMLElement;
  #parts: readonly { readonly element: Element; readonly look: Paint }[] = [];

  constructor(heads: HTMLElement, body: HTMLElement) {
    this.#heads = heads;
    this.#body = body;
    // The names of the lanes stay in sight, outside of what scrolls sideways.
    body.addEventListener("scroll", () => {
      heads.scrollLeft = body.scrollLeft;
    });
  }

  draw(picture: Picture, order: Order, laneWidth: number, label: string): void {
    this.#heads.innerHTML = headsSvg(picture, { order, laneWidth });
    this.#body.innerHTML = diagramSvg(picture, { order, laneWidth, heads: false }, label);
    const number = (element: Element, name: string): number => Number(element.getAttribute(name) ?? -1);
    const rows = [...this.#body.querySelectorAll("[data-line]")].map((element) => {
      const line = number(element, "data-line");
      return { element, look: (position: Position, sight: Sight) => lookOfRow(position, sight, line) };
    });
    const arrows = [...this.#body.querySelectorAll("[data-left]")].map((element) => {
      const sending = number(element, "data-sending");
      const arrived = element.hasAttribute("data-arrived") ? number(element, "data-arrived") : null;
      const isLoad = element.classList.contains("load");
      const place = { sending, left: number(element, "data-left"), arrived };
      return {
        element,
        look: (position: Position, sight: Sight) => {
          const line = arrived === null ? undefined : position.lines[arrived];
          const look = lookOfArrow(position, sight, { ...place, delivered: line?.step ?? null });
          // What is written on an arrow stands where it arrives.
          return isLoad && look === "flying" ? "future" : look;
        },
      };
    });
    const end = [...this.#body.querySelectorAll(".logs")].map((element) => ({
      element,
      look: ({ at, lines }: Position): Look => (at < lines.length - 1 ? "future" : "plain"),
    }));
    this.#parts = [...rows, ...arrows, ...end];
  }

  paint(position: Position, sight: Sight): void {
    for (const { element, look } of this.#parts) {
      const now = look(position, sight);
      if (element.getAttribute("data-look") !== now) element.setAttribute("data-look", now);
    }
  }

  /** Brings a line into sight, below what covers the top of the page. */
  reveal(line: number, covered: number): void {
    const dot = this.#body.querySelector(`.row[data-line="${line}"] .dot`);
    if (dot) this.#revealLane(dot.getBoundingClientRect().left);
    const row = this.#body.querySelector(`.band[data-line="${line}"]`);
    if (!row) return;
    const { top, bottom } = row.getBoundingClientRect();
    if (top >= covered && bottom <= window.innerHeight) return;
    const middle = (covered + window.innerHeight) / 2;
    window.scrollBy({ top: (top + bottom) / 2 - middle });
  }

  /** Where the lanes scroll sideways, brings one into sight. @param x where it is in the window */
  #revealLane(x: number): void {
    const { left, right } = this.#body.getBoundingClientRect();
    if (x < left || x > right) this.#body.scrollBy({ left: x - (left + right) / 2 });
  }
}
