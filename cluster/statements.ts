/** The signed messages that a node has seen: what it can show when somebody asks for evidence. */
import type { Body, Evidence, ReplicaId, Signed } from "../model/message.ts";
import { Refusal } from "./refusal.ts";
import { type Forms, statementText } from "./well-formed.ts";
import type { SignedEnvelope } from "./wire.ts";

/** How many statements of one signer a node remembers. More than any bounded run has; less than a memory. */
const MOST = 5000;

/** Answers which signed message makes a statement; null if there is none at hand. */
export type Lookup = (statement: Signed, text: string) => SignedEnvelope | null;

export class Statements {
  readonly #forms: Forms;
  readonly #known = new Map<string, SignedEnvelope>();
  readonly #perSigner = new Map<ReplicaId, number>();

  constructor(forms: Forms) {
    this.#forms = forms;
  }

  /** Remembers a message whose signature was verified. @throws Refusal "too-much" */
  add(envelope: SignedEnvelope): void {
    const text = statementText(envelope);
    if (this.#known.has(text)) return;
    const count = (this.#perSigner.get(envelope.from) ?? 0) + 1;
    if (count > MOST) throw new Refusal("too-much", `node ${envelope.from}`);
    this.#perSigner.set(envelope.from, count);
    this.#known.set(text, envelope);
  }

  readonly known: Lookup = (_statement, text) => this.#known.get(text) ?? null;

  /**
   * The messages that show what a statement has to show, and what these have to show in turn.
   *
   * @param lookup where to look for them
   * @returns none for a statement that needs none; null if something is missing
   */
  evidenceFor(from: ReplicaId, body: Body, lookup: Lookup = this.known): readonly SignedEnvelope[] | null {
    const evidence = this.#forms.evidence({ from, body });
    if (evidence === null) return [];
    const search = new Search(this.#forms, lookup);
    const found = search.show(evidence);
    return found && [...new Set(found)];
  }
}

/** One search for evidence; each statement is looked for once. */
class Search {
  readonly #forms: Forms;
  readonly #lookup: Lookup;
  readonly #answers = new Map<string, readonly SignedEnvelope[] | null>();

  constructor(forms: Forms, lookup: Lookup) {
    this.#forms = forms;
    this.#lookup = lookup;
  }

  show(evidence: Evidence): readonly SignedEnvelope[] | null {
    if ("signed" in evidence) return this.#statement(evidence.signed);
    const found: SignedEnvelope[] = [];
    let missing = evidence.atLeast;
    for (const part of evidence.of) {
      if (missing <= 0) break;
      const shown = this.show(part);
      if (!shown) continue;
      found.push(...shown);
      missing--;
    }
    return missing <= 0 ? found : null;
  }

  #statement(statement: Signed): readonly SignedEnvelope[] | null {
    const text = statementText(statement);
    const known = this.#answers.get(text);
    if (known !== undefined) return known;
    // Nothing is evidence for itself.
    this.#answers.set(text, null);
    const envelope = this.#lookup(statement, text);
    const evidence = this.#forms.evidence(statement);
    const below = envelope && evidence ? this.show(evidence) : [];
    const answer = envelope && below ? [...below, envelope] : null;
    this.#answers.set(text, answer);
    return answer;
  }
}
