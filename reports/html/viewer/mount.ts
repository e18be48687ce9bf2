/**
 * A viewer of a picture on a page: the diagram with a slider, what each step did, the replicas at that step, and what it
 * depended on. It needs `DIAGRAM_COLOURS`, `DIAGRAM_STYLES` and `VIEWER_STYLES`, and nothing else of the page.
 *
 * ```ts
 * const viewer = mount(element, picture, { label: "bsmr: agreement is violated", keys: document });
 * viewer.show(longerPicture);
 * viewer.goTo(7);
 * viewer.remove();
 * ```
 */
import type { Order } from "../../space-time/layout.ts";
import type { Picture } from "../../space-time/picture.ts";
import { cardHtml } from "../card.ts";
import { replicasHtml } from "../replicas.ts";
import { Drawing, laneWidthFor } from "./drawing.ts";
import { frameHtml, type OrderNames } from "./frame.ts";
import { goTo, goToStep, movedTo, overview, type Position, sightFrom } from "./position.ts";

export interface ViewerOptions {
  /** What the picture shows, for who cannot see it. */
  readonly label: string;
  readonly names?: OrderNames;
  /** Where arrow keys, Home, End and Escape are listened to: the element itself if left out. */
  readonly keys?: Document | HTMLElement;
  /** The step to begin with; the whole picture if left out. */
  readonly step?: number | undefined;
  /** Told when the reader goes to another step; null for the whole picture. */
  onStep?(step: number | null): void;
}

export interface Viewer {
  /** Another picture, at the same step where it has one. */
  show(picture: Picture): void;
  /** To a step; null for the whole picture. */
  goTo(step: number | null): void;
  /** Takes the viewer off the page. */
  remove(): void;
}

/** Puts a viewer into an element, in place of what is there. */
export function mount(root: HTMLElement, first: Picture, options: ViewerOptions): Viewer {
  const names = options.names ?? { steps: "Steps", everything: "Full order" };
  root.innerHTML = frameHtml(names);
  const part = <T extends HTMLElement>(name: string): T => found<T>(root, `[data-part=${name}]`);
  const slider = part<HTMLInputElement>("slider");
  const drawing = new Drawing(part("heads"), part("body"));
  const keys = options.keys ?? root;
  let picture = first;
  let position = overview(picture);
  let laneWidth = 0;

  // The element may have a padding: what is free inside of it counts.
  const roomForLanes = (): number => laneWidthFor(found(root, ".viewer").clientWidth, picture.lanes.length);

  const draw = (): void => {
    laneWidth = roomForLanes();
    drawing.draw(picture, position.order, laneWidth, options.label);
    paint();
  };
  const paint = (): void => {
    const sight = sightFrom(position, picture);
    const { at, lines } = position;
    drawing.paint(position, sight);
    part("card").innerHTML = cardHtml(picture, position, sight);
    part("replicas").innerHTML = replicasHtml(picture, sight.step);
    part("caption").textContent = sight.line?.words ?? "";
    part("place").textContent = `${sight.line?.step ?? 0} of ${picture.moments.length - 1}`;
    slider.max = String(lines.length - 1);
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", sight.line?.words ?? "");
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-go]")) {
      const isBack = button.dataset.go === "first" || button.dataset.go === "previous";
      button.setAttribute("aria-disabled", String(isBack ? at === 0 : at === lines.length - 1 && position.isChosen));
    }
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-order]"))
      button.setAttribute("aria-pressed", String(button.dataset.order === position.order));
  };
  const go = (next: Position, reveals = true): void => {
    position = next;
    paint();
    if (reveals && position.isChosen) drawing.reveal(position.at, found(root, ".bar").getBoundingClientRect().bottom);
    options.onStep?.(position.isChosen ? (position.lines[position.at]?.step ?? 0) : null);
  };
  const reorder = (order: Order): void => {
    position = movedTo(position, picture, order);
    draw();
  };

  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || isTaken(event)) return;
    const next = afterKey(event.key, position, picture);
    if (!next) return;
    event.preventDefault();
    go(next);
  };
  const onClick = ({ target }: Event): void => {
    if (!(target instanceof Element)) return;
    const asked = (name: string): string | null =>
      target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null;
    const [where, step, order, line] = [asked("go"), asked("goto"), asked("order"), asked("line") ?? asked("arrived")];
    if (where !== null) go(afterButton(where, position));
    else if (step !== null) go(goToStep(position, Number(step)));
    else if (order === "steps" || order === "everything") reorder(order);
    else if (line !== null) go(goTo(position, Number(line)), false);
  };
  const onSlide = (): void => go(goTo(position, Number(slider.value)));
  const resized = new ResizeObserver(() => {
    if (roomForLanes() !== laneWidth) draw();
  });

  keys.addEventListener("keydown", onKey);
  root.addEventListener("click", onClick);
  slider.addEventListener("input", onSlide);
  resized.observe(root);
  draw();
  if (options.step !== undefined) go(goToStep(position, options.step));

  return {
    show(next) {
      position = movedTo(position, next, position.order);
      picture = next;
      draw();
    },
    goTo: (step) => go(step === null ? overview(picture, position.order) : goToStep(position, step)),
    remove() {
      keys.removeEventListener("keydown", onKey);
      root.removeEventListener("click", onClick);
      resized.disconnect();
      root.replaceChildren();
    },
  };
}

function found<T extends HTMLElement>(root: HTMLElement, selector: string): T {
  const element = root.querySelector<T>(selector);
  if (!element) throw new Error(`the viewer has no ${selector}`);
  return element;
}

/** A key that means something else where it was pressed. The slider takes all keys that move it, and no others. */
function isTaken({ target, key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || shiftKey) return true;
  const field = target instanceof Element ? target.closest("input, select, textarea, [contenteditable]") : null;
  return field !== null && !(key === "Escape" && field.matches("[data-part=slider]"));
}

function afterKey(key: string, position: Position, picture: Picture): Position | null {
  switch (key) {
    case "ArrowLeft":
      return afterButton("previous", position);
    case "ArrowRight":
      return afterButton("next", position);
    case "Home":
      return afterButton("first", position);
    case "End":
      return afterButton("last", position);
    case "Escape":
      return overview(picture, position.order);
    default:
      return null;
  }
}

function afterButton(where: string, position: Position): Position {
  const { at, lines } = position;
  switch (where) {
    case "first":
      return goTo(position, 0);
    case "previous":
      return goTo(position, at - 1);
    case "next":
      return goTo(position, at + 1);
    default:
      return goTo(position, lines.length - 1);
  }
}
