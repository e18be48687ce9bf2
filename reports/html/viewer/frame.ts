/** The parts of a viewer, as HTML without contents. */
import { element, textElement } from "../../markup.ts";

/** What the two orders are called. */
export interface OrderNames {
  readonly steps: string;
  readonly everything: string;
}

const icon = (path: string): string =>
  element("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, element("path", { d: path }));

const ICONS = {
  first: "M5 4v12M16 4L8 10l8 6z",
  previous: "M14 4L6 10l8 6z",
  next: "M6 4l8 6-8 6z",
  last: "M15 4v12M4 4l8 6-8 6z",
} as const;

const go = (where: keyof typeof ICONS, label: string): string =>
  element("button", { type: "button", "data-go": where, "aria-label": label, title: label }, icon(ICONS[where]));

/** The frame: the viewer finds its parts by their `data-part`. */
export const frameHtml = (names: OrderNames): string =>
  element("div", { class: "viewer" }, element("div", { class: "stage" }, drawingFrame(names), ASIDE));

const drawingFrame = (names: OrderNames): string =>
  element(
    "div",
    { class: "drawing" },
    element(
      "div",
      { class: "bar" },
      element(
        "div",
        { class: "controls" },
        go("first", "To the start (Home)"),
        go("previous", "One back (left arrow)"),
        '<input type="range" min="0" step="1" aria-label="Step" data-part="slider">',
        go("next", "One on (right arrow)"),
        go("last", "To the end (End)"),
        element("output", { class: "place", "data-part": "place" }),
        element(
          "div",
          { class: "orders", role: "group", "aria-label": "What is drawn" },
          textElement("button", { type: "button", "data-order": "steps" }, names.steps),
          textElement("button", { type: "button", "data-order": "everything" }, names.everything),
        ),
      ),
      element("p", { class: "caption", role: "status", "data-part": "caption" }),
      element("div", { class: "heads", "data-part": "heads" }),
    ),
    element("div", { class: "body", "data-part": "body", tabindex: 0, role: "group", "aria-label": "Diagram" }),
  );

const ASIDE = element(
  "div",
  { class: "aside" },
  element("section", { class: "card", "data-part": "card", "aria-label": "This step" }),
  element("div", {
    class: "replicas",
    "data-part": "replicas",
    role: "group",
    "aria-label": "The replicas at this step",
  }),
);
