/** The part of docs/mutants.md that is made from what the checker finds. */
import type { Outcome, PropertyOutcome } from "../../../../checker/outcome.ts";
import { canonical } from "../../../../model/canonical.ts";
import { forkWords } from "../../../../reports/fork-words.ts";
import { messageWords, node, stepWords } from "../../../../reports/words.ts";
import type { Claim } from "../../../protocols/claims.ts";

const BEGIN = "<!-- begin: made from what is found by test/slow/protocols/pbft/mutants.test.ts -->";
const END = "<!-- end -->";

/** What was found of a claim. */
export interface Found {
  readonly claim: Claim;
  readonly outcome: Outcome;
}

/** The document with what lies between its marks made anew. @throws Error if the marks are gone */
export function renewed(document: string, findings: readonly Found[]): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/mutants.md has lost its marks; they are ${BEGIN} and ${END}`);
  const made = [...byVariant(findings)].map(([name, found]) => section(name, found)).join("\n\n");
  return `${document.slice(0, begin + BEGIN.length)}\n\n${made}\n\n${document.slice(end)}`;
}

function byVariant(findings: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const variants = new Map<string, Found[]>();
  for (const one of findings) {
    const name = one.claim.variant ?? "";
    variants.set(name, [...(variants.get(name) ?? []), one]);
  }
  return variants;
}

function section(name: string, findings: readonly Found[]): string {
  const { protocol } = findings[0]?.claim ?? {};
  const { says = "", because = "" } = protocol?.variants?.[name] ?? {};
  const rows = findings.flatMap(({ claim, outcome }) => claim.expect.map(({ property }) => row(outcome, property)));
  const broken = findings.flatMap(({ claim, outcome }) =>
    claim.expect.map(({ property }) => ({ outcome, one: outcome.property(property) })),
  );
  const shown = broken.find(({ one }) => one.verdict === "VIOLATED");
  return [
    `### \`${name}\``,
    `**The change**: ${sentence(says)}`,
    `**Why**: ${sentence(because)}`,
    [
      "| property | verdict | steps | Byzantine | nodes | views | slots |",
      "| --- ".repeat(7).concat("|"),
      ...rows,
    ].join("\n"),
    ...(shown ? [trace(shown.outcome, shown.one)] : []),
  ].join("\n\n");
}

function row(outcome: Outcome, property: string): string {
  const { verdict, length } = outcome.property(property);
  const { nodes, byzantine, parameters } = outcome.configuration;
  const cells = [property, verdict, length ?? "", byzantine.join(" and "), nodes, parameters.views, parameters.slots];
  return `| ${cells.join(" | ")} |`;
}

/** The steps alone, without what each changed: a reader of the paper knows that. */
function trace(outcome: Outcome, one: PropertyOutcome): string {
  const steps = (one.trace?.steps ?? []).flatMap(({ action, lie, index }) => [
    ...(lie && lie.to !== "all"
      ? [`     ${node(lie.from)} -> ${node(lie.to)}  ${messageWords(lie.body)}   (a lie)`]
      : []),
    `${String(index).padStart(3)}  ${stepWords(action)}`,
  ]);
  const text = [...steps, "", ...forkWords(one, outcome)].join("\n").trimEnd();
  return `<details><summary>A shortest run, ${one.name} with ${boundsOf(outcome)}</summary>\n\n\`\`\`\n${text}\n\`\`\`\n\n</details>`;
}

const boundsOf = ({ configuration: { byzantine, parameters } }: Outcome): string =>
  `${byzantine.length === 1 ? "node" : "nodes"} ${byzantine.join(" and ")} Byzantine, views 0..${canonical(parameters.views)}`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
