/** A trace as a vitest file: a regression test that fails as long as a counterexample replays. */
import type { PropertyOutcome } from "../checker/outcome.ts";
import type { Configuration } from "../model/protocol.ts";
import { escapeObeyed } from "./json.ts";
import { explanationWords } from "./summary.ts";
import type { TraceFile } from "./trace-file.ts";
import { clean, configurationWords, counted, sentence, stepWords } from "./words.ts";

/** Where a generated file imports its protocol from. */
export interface ProtocolImport {
  /** A module specifier: `byzcheck`, or a path relative to the generated file. */
  readonly from: string;
  /** The name under which it is exported there. */
  readonly name: string;
}

/** The import of a built-in protocol: `pbft-rounds` is exported by byzcheck as `pbftRounds`. */
export const builtIn = (protocol: string): ProtocolImport => ({
  from: "byzcheck",
  name: protocol.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
});

/**
 * The test file of a trace. For a violation the test passes once the protocol is repaired, and fails as long as the
 * steps can be taken and end in a violation. For a witness it is the other way round: what was reached stays reachable.
 *
 * @throws RangeError for an import name that is no identifier
 */
export function traceTest(file: TraceFile, because: PropertyOutcome["because"], source: ProtocolImport): string {
  const { protocol, property, verdict, explanation, configuration, trace } = file;
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(source.name)) {
    throw new RangeError(
      `"${source.name}" is not a name that can be imported; export the protocol under an identifier`,
    );
  }
  const violated = verdict === "VIOLATED";
  const steps = counted(trace.steps.length, "step");
  const comment = [
    `Written by byzcheck. ${protocol}${variantWords(configuration)}: ${property} ${verdict} in ${steps}.`,
    sentence(configurationWords(configuration)),
    explanationWords({ explanation, because }) ?? "",
    "",
    ...(violated
      ? [
          "This test fails as long as the protocol lets these steps happen and they end in a violation. It passes once the",
          "protocol is repaired: then a step is no longer enabled, or the property holds at the end.",
        ]
      : ["This test passes as long as these steps can be taken and reach what they reached."]),
  ];
  const title = `${protocol}${variantWords(configuration)}: ${property} is ${violated ? "no longer violated" : "still reached"} (${steps})`;
  const failure = violated ? `${property} is still violated` : `${property} is no longer reached`;
  const sources = source.from === "byzcheck" ? [[source.name, "recurs"]] : [["recurs"], [source.name]];
  const imports = [
    `import { ${[...(sources[0] ?? [])].sort().join(", ")} } from "byzcheck";`,
    `import { expect, test } from "vitest";`,
    ...(sources[1] ? [`import { ${source.name} } from ${literal(source.from)};`] : []),
  ];
  return `${[
    ...comment.map((line) => `// ${clean(line)}`.trimEnd()),
    "",
    ...imports,
    "",
    "const recorded = {",
    `  configuration: ${literal(changeOf(configuration))},`,
    `  variant: ${literal(configuration.variant)},`,
    `  property: ${literal(property)},`,
    "  actions: [",
    ...trace.steps.flatMap(({ index, action }) => [`    // ${index}. ${stepWords(action)}`, `    ${literal(action)},`]),
    "  ],",
    "} as const;",
    "",
    `test(${literal(title)}, () => {`,
    `  const found = recurs(${source.name}, recorded);`,
    violated
      ? `  expect(found, ${literal(failure)}).toBeNull();`
      : `  expect(found, ${literal(failure)}).not.toBeNull();`,
    "});",
  ].join("\n")}\n`;
}

const variantWords = ({ variant }: Configuration): string => (variant === null ? "" : `, variant ${variant}`);

const changeOf = ({ variant: _, ...change }: Configuration) => change;

/**
 * A value as a TypeScript literal. JSON is one, but for characters that hide or end lines, and for a key that would set
 * the prototype.
 */
const literal = (value: unknown): string =>
  escapeObeyed(JSON.stringify(value)).replace(/(?<!\\)"__proto__":/g, '["__proto__"]:');
