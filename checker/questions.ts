/** What a protocol is asked when it is compared, and the searches that find the answers. */
import { canonical } from "../model/canonical.ts";
import type { Situation } from "../model/comparison.ts";
import { ConfigurationError, configure, settingOf } from "../model/configuration.ts";
import type { Property } from "../model/property.ts";
import { type Configuration, type Protocol, timingsOf } from "../model/protocol.ts";
import { type CheckOptions, check } from "./check.ts";
import type { Stop } from "./found.ts";
import type { SearchOptions } from "./options.ts";
import type { PropertyOutcome } from "./outcome.ts";

/** Whether a property holds in a system. */
export interface Question {
  /** Of the property, or of the situation. */
  readonly name: string;
  readonly property: Property;
  readonly configuration: Configuration;
  /** The Byzantine replicas say nothing. */
  readonly silent: boolean;
  /** Why it is not asked; null if it is. */
  readonly notApplicable: string | null;
}

/** The answer of one protocol to one question. */
export interface Answer {
  readonly protocol: string;
  /** Under which it was found. */
  readonly configuration: Configuration;
  /** The Byzantine replicas said nothing. */
  readonly silent: boolean;
  readonly outcome: PropertyOutcome;
  /** Why this is the answer, in the words of the protocol; null where it has none for this answer. */
  readonly why: string | null;
}

export interface Asking extends Pick<SearchOptions, "memory" | "signal" | "onProgress"> {
  /** Called before each search, with what it is to decide. */
  onSearch?(search: { readonly protocol: string; readonly questions: readonly string[] }): void;
}

/** Each property of a protocol, in the usual configuration. */
export const propertyQuestions = (protocol: Protocol, usual: Configuration): readonly Question[] =>
  propertiesOf(protocol, usual).map((property) => ({
    name: property.name,
    property,
    configuration: usual,
    silent: false,
    notApplicable: null,
  }));

/** The situations that a protocol has the properties for. One that it cannot be in is a question without a search. */
export function situationQuestions(
  protocol: Protocol,
  usual: Configuration,
  situations: readonly Situation[],
): readonly Question[] {
  return situations.flatMap(({ name, property: wanted, silent = false, timing, under }) => {
    const { configuration, notApplicable } = situated(protocol, usual, { timing, ...under(usual) });
    const property = propertiesOf(protocol, configuration).find((one) => one.name === wanted);
    return property ? [{ name, property, configuration, silent, notApplicable }] : [];
  });
}

function situated(
  protocol: Protocol,
  usual: Configuration,
  change: ReturnType<Situation["under"]>,
): Pick<Question, "configuration" | "notApplicable"> {
  const { timing } = change;
  if (timing !== undefined && !timingsOf(protocol).includes(timing)) {
    return { configuration: usual, notApplicable: `there are no ${timing} timeouts in ${protocol.name}` };
  }
  try {
    const wished = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return { configuration: configure(protocol, { ...usual, ...wished }), notApplicable: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { configuration: usual, notApplicable: error.message };
  }
}

const propertiesOf = (protocol: Protocol, configuration: Configuration): readonly Property[] =>
  protocol.properties(settingOf(protocol, configuration));

/**
 * Finds the answers. One search decides all questions about the same system; once the signal is aborted none is begun,
 * and what is left is UNDECIDED.
 */
export async function ask(
  protocol: Protocol,
  questions: readonly Question[],
  asking: Asking,
): Promise<{ readonly answers: ReadonlyMap<Question, Answer>; readonly stoppedBy: Stop | null }> {
  const searches = new Map<string, Question[]>();
  for (const question of questions) {
    if (question.notApplicable !== null) continue;
    const { nodes, faulty, byzantine, timing, parameters } = question.configuration;
    const system = canonical([nodes, faulty, byzantine, timing, parameters, question.silent]);
    searches.set(system, [...(searches.get(system) ?? []), question]);
  }
  const found = new Map<Question, PropertyOutcome>();
  let stoppedBy: Stop | null = null;
  for (const together of searches.values()) {
    if (asking.signal?.aborted) break;
    const outcome = await decide(protocol, together, asking);
    stoppedBy ??= outcome.stoppedBy;
    for (const question of together) found.set(question, outcome.property(question.property.name));
  }
  if (asking.signal?.aborted) stoppedBy = "interrupted";
  const answerTo = (question: Question): Answer => {
    const outcome = found.get(question) ?? unasked(question);
    const { name, configuration, silent } = question;
    return { protocol: protocol.name, configuration, silent, outcome, why: whyOf(protocol, name, outcome) };
  };
  return { answers: new Map(questions.map((question) => [question, answerTo(question)])), stoppedBy };
}

function decide(protocol: Protocol, questions: readonly Question[], { onSearch, ...watching }: Asking) {
  const [{ configuration, silent }] = questions as readonly [Question, ...Question[]];
  const { parameters, ...system } = configuration;
  const { forge: _, ...wordless } = protocol;
  onSearch?.({ protocol: protocol.name, questions: questions.map(({ name }) => name) });
  return check({
    ...parameters,
    ...system,
    ...watching,
    protocol: silent ? wordless : protocol,
    properties: [...new Set(questions.map(({ property }) => property.name))],
  } as CheckOptions);
}

/** The outcome of a question that no search was made for. */
function unasked({ property: { name, kind, says, ...property }, notApplicable }: Question): PropertyOutcome {
  const explanation = notApplicable ?? property.notApplicable ?? null;
  const verdict = explanation === null ? "UNDECIDED" : "NOT APPLICABLE";
  const nothing = { length: null, shortest: true, because: null, finding: null, conflict: null, trace: null };
  return { name, kind, says, verdict, explanation, ...nothing };
}

/** What the protocol has to say of this answer and no other; of a violation else what it says of any. */
function whyOf({ comparison }: Protocol, question: string, { verdict, because }: PropertyOutcome): string | null {
  const why = comparison?.why?.[question];
  if (verdict === "UNDECIDED" || verdict === "NOT APPLICABLE") return null;
  return why?.[verdict] ?? because;
}
