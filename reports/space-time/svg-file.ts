/** A diagram as a file of its own, for a page that shows it as an image: it brings its colours, for light pages and for dark ones. */
import { element, textElement } from "../markup.ts";
import { clean } from "../words.ts";
import { layoutOf } from "./layout.ts";
import type { Picture } from "./picture.ts";
import { DIAGRAM_COLOURS, DIAGRAM_STYLES } from "./styles.ts";
import { diagramSvg } from "./svg.ts";

/** Pixels around the diagram, and of a lane: wide enough for what a protocol finds out. */
const PADDING = 16;
const LANE = 150;

/**
 * The file. Its ground is drawn as well: a page may be dark though its reader asks for light, or the other way round.
 *
 * @param label what it shows, for who cannot see it
 */
export function svgFile(picture: Picture, label: string): string {
  const options = { order: "steps", laneWidth: LANE } as const;
  const layout = layoutOf(picture, options);
  const [width, height] = [layout.width + 2 * PADDING, layout.height + 2 * PADDING];
  const file = element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `${-PADDING} ${-PADDING} ${width} ${height}`, width, height },
    textElement("title", {}, clean(label)),
    element("style", {}, DIAGRAM_COLOURS, DIAGRAM_STYLES, GROUND),
    element("rect", {
      class: "ground",
      x: 0.5 - PADDING,
      y: 0.5 - PADDING,
      width: width - 1,
      height: height - 1,
      rx: 8,
    }),
    diagramSvg(picture, options, clean(label)),
  );
  return `${file}\n`;
}

const GROUND = ".ground{fill:var(--ground);stroke:var(--line)}";
