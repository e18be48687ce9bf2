/** The part of docs/variants.md that is made from what the protocols expect of themselves. */
import { configure } from "../../model/configuration.ts";
import type { Configuration, Expectation, Protocol } from "../../model/protocol.ts";

const BEGIN = "<!-- begin: made from the expectations by test/protocols/variants-table.test.ts -->";
const END = "<!-- end -->";

/** The document with what lies between its marks made anew. @throws Error if the marks are gone */
export function renewed(document: string, protocols: readonly Protocol[]): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/variants.md has lost its marks; they are ${BEGIN} and ${END}`);
  const made = protocols.map(section).join("\n");
  return `${document.slice(0, begin + BEGIN.length)}\n\n${made}\n${document.slice(end)}`;
}

function section(protocol: Protocol): string {
  return [
    `## ${protocol.name}`,
    "",
    sentence(protocol.says),
    "",
    table(protocol, null, protocol.expect ?? []),
    ...Object.entries(protocol.variants ?? {}).map(([name, { says, because, expect }]) =>
      [
        `### ${protocol.name}: \`${name}\``,
        "",
        `**The change**: ${sentence(says)}`,
        "",
        `**Why**: ${sentence(because)}`,
        "",
        table(protocol, name, expect),
      ].join("\n"),
    ),
  ].join("\n");
}

function table(protocol: Protocol, variant: string | null, expect: readonly Expectation[]): string {
  const rows = expect.map(({ property, verdict, length, under }) => [
    property,
    verdict,
    length === undefined ? "" : String(length),
    ...bounds(protocol, configure(protocol, under, variant)),
  ]);
  const head = ["property", "verdict", "steps", "Byzantine", "timing", "bounds"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Who lies, when timeouts may fire, and how large the system is. */
function bounds(
  { timeout, roundEnd, parameters: specs }: Protocol,
  { nodes, byzantine, timing, parameters }: Configuration,
): string[] {
  const liars = byzantine.length === 0 ? "nobody" : `node ${byzantine.join(" and node ")}`;
  // An option that is off, as it is by default, says nothing.
  const isOff = (name: string): boolean => parameters[name] === 0 && specs[name]?.default === 0;
  const named = Object.entries(parameters).filter(([name]) => !isOff(name));
  const sizes = named.flatMap(([name, value]) =>
    typeof value === "number" ? [`${name} ${value}`] : value === "seed" ? [] : [`\`${name}\` ${value}`],
  );
  return [liars, timeout || roundEnd ? timing : "", [`${nodes} nodes`, ...sizes].join(", ")];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
