/** HTML and SVG as text, with everything in it escaped that is not markup. */

/** Text as HTML takes it as text, also between quotes of an attribute. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/** Attributes by name: none for null and false, without a value for true. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | null;
}

/** An element. @param content markup: text has to pass `html` before */
export const element = (name: string, attributes: Attributes = {}, ...content: readonly string[]): string =>
  `<${name}${attributesText(attributes)}>${content.join("")}</${name}>`;

/** An element that has text in it. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  element(name, attributes, html(text));

const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) =>
      value === null || value === false ? "" : value === true ? ` ${name}` : ` ${name}="${html(String(value))}"`,
    )
    .join("");
