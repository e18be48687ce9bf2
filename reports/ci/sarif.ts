/**
 * SARIF 2.1.0 (OASIS), as code scanning reads it: a result for each case that failed, with the trace as a code flow whose
 * places are the lines of the reducers at work. Nothing in it depends on the machine, or on the time.
 */
import type { TraceStep } from "../../checker/outcome.ts";
import { jsonText } from "../json.ts";
import { clean, clip, counted, messageWords, node, stepWords, valueWords } from "../words.ts";
import { type Case, type FiredLine, identityOf, type SourceLine, type Suite } from "./suite.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
/** The folder that relative paths begin in: whoever reads the file knows where its sources are. */
const ROOT = "%SRCROOT%";
/** Code scanning shows the first so many places of a result; of a longer trace the end is what matters. */
const MOST_STEPS = 1_000;
/** Characters of one message. */
const MOST_TEXT = 4_000;

/** Suites of cases as one SARIF document, ending with a newline. @param version of byzcheck */
export function sarif(suites: readonly Suite[], version: string): string {
  const told = suites.flatMap((suite) => suite.cases.map((one) => ({ suite, one })));
  const failed = told.filter(({ one }) => one.result === "failed");
  const rules = [...new Map(failed.map(({ suite, one }) => [ruleId(suite, one), one.rule])).entries()];
  const ids = rules.map(([id]) => id);
  return jsonText({
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "byzcheck",
            semanticVersion: version,
            rules: rules.map(([id, { says }]) => ({
              id,
              name: id,
              shortDescription: message(says),
              defaultConfiguration: { level: "error" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [ROOT]: { description: message("The root of the sources that were checked.") } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: told.flatMap(openWords) }],
        results: failed.map(({ suite, one }) => resultOf(suite, one, ids)),
      },
    ],
  });
}

const ruleId = ({ protocol }: Suite, { rule }: Case): string => clip(clean(`${protocol}/${rule.id}`), 200);

/** What nobody can say is no result: it is said beside them. */
const openWords = ({ suite, one }: { readonly suite: Suite; readonly one: Case }) =>
  one.result === "undecided"
    ? [{ level: "warning", message: message(`${suite.name}, ${one.name}: ${one.found}`) }]
    : [];

function resultOf(suite: Suite, one: Case, rules: readonly string[]) {
  const id = ruleId(suite, one);
  const last = one.places.at(-1) ?? suite.source;
  const steps = one.trace?.steps ?? [];
  const print = fingerprint(identityOf(suite, one));
  return {
    ruleId: id,
    ruleIndex: rules.indexOf(id),
    level: "error",
    message: message([`${suite.name}, ${one.name}: ${one.found}`, ...one.details].join("\n")),
    ...(last === null ? {} : { locations: [location(last)] }),
    // The first is the one by which code scanning tells alerts apart, whatever line they have moved to.
    partialFingerprints: { primaryLocationLineHash: `${print}:1`, "byzcheckFinding/v1": print },
    ...(steps.length === 0 ? {} : { codeFlows: [codeFlow(suite, one, steps)] }),
  };
}

function codeFlow({ source }: Suite, one: Case, steps: readonly TraceStep[]) {
  const shown = steps.slice(-MOST_STEPS);
  const cut =
    shown.length < steps.length
      ? ` Its last ${shown.length}; the first ${steps.length - shown.length} are left out.`
      : "";
  return {
    message: message(`A trace of ${counted(steps.length, "step")}.${cut}`),
    threadFlows: [
      {
        locations: shown.map((step) => {
          const fired = one.places[step.index - 1] ?? null;
          const place = fired ?? source;
          return {
            executionOrder: step.index,
            importance: step.lie === null && step.executions.length === 0 ? "important" : "essential",
            location: { ...(place === null ? {} : location(place)), message: message(stepText(step)) },
            ...(fired === null || fired.callers.length === 0 ? {} : { stack: stackOf(fired) }),
          };
        }),
      },
    ],
  };
}

/** `1. node 1 <- node 0  RESULT round 0 value 1 (a lie); executes 1; sends PROPOSAL` */
function stepText({ index, action, lie, sends, executions }: TraceStep): string {
  const executed = executions.map(({ replica, value }) =>
    action.kind === "round-end" ? `${node(replica)} executes ${valueWords(value)}` : `executes ${valueWords(value)}`,
  );
  const sent = [...new Set(sends.map(({ body }) => `sends ${messageWords(body)}`))];
  return [`${index}. ${stepWords(action)}${lie === null ? "" : " (a lie)"}`, ...executed, ...sent].join("; ");
}

const location = ({ file, line }: SourceLine) => ({
  physicalLocation: {
    artifactLocation: artifact(file),
    ...(line === null ? {} : { region: { startLine: line } }),
  },
});

const stackOf = (fired: FiredLine) => ({
  frames: [fired, ...fired.callers].map((line) => ({ location: location(line) })),
});

/** A path as a URI; one that does not begin at the root is given whole. */
function artifact(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const uri = file
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
  if (file.startsWith("/")) return { uri: `file://${uri}` };
  // A drive letter is no scheme.
  return /^[A-Za-z]%3A/.test(uri) ? { uri: `file:///${uri.replace("%3A", ":")}` } : { uri, uriBaseId: ROOT };
}

/**
 * Plain text. In a message of SARIF `[a](b)` is a link and `{0}` stands for an argument, so neither may come about by
 * accident.
 */
const message = (text: string) => ({
  text: clip(text.split("\n").map(clean).join("\n"), MOST_TEXT)
    .replaceAll("](", "] (")
    .replace(/\{(\d+)\}/g, "{ $1 }"),
});

/** Sixteen hexadecimal digits that are the same for the same text (FNV-1a, 64 bits). */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = ((hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, "0");
}
