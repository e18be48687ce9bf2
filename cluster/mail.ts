/** Signs what a node says, and verifies what it hears: the signature, the sender, the form, and the evidence. */
import { freeze } from "../model/draft.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Protocol, Setting } from "../model/protocol.ts";
import { Refusal } from "./refusal.ts";
import { isSignedBy, type Signer } from "./signing.ts";
import { type Lookup, Statements } from "./statements.ts";
import { createForms, type Forms, statementText } from "./well-formed.ts";
import { type Delivery, readDelivery, type SignedEnvelope } from "./wire.ts";

/** A message that has arrived and was verified. */
export interface Letter {
  readonly from: ReplicaId;
  readonly body: Body;
}

export interface MailOptions {
  readonly protocol: Protocol;
  readonly setting: Setting;
  readonly cluster: string;
  readonly id: ReplicaId;
  readonly signer: Signer;
  /** Faulty nodes whose keys this one holds as well: liars work together. */
  readonly accomplices?: ReadonlyMap<ReplicaId, Signer>;
  keyOf(id: ReplicaId): string | undefined;
}

export class Mail {
  readonly #options: MailOptions;
  readonly #forms: Forms;
  readonly #statements: Statements;
  /** By peer, what it has said already. */
  readonly #heard = new Map<ReplicaId, Set<string>>();

  constructor(options: MailOptions) {
    this.#options = options;
    this.#forms = createForms(options.protocol, options.setting);
    this.#statements = new Statements(this.#forms);
  }

  /** A message as it goes out: signed, with the evidence that it needs as far as there is any. */
  write(to: ReplicaId, body: Body): string {
    const { id, signer } = this.#options;
    const envelope = this.#sign(id, to, body, signer);
    this.#statements.add(envelope);
    const shown = this.#statements.evidenceFor(id, body) ?? [];
    return JSON.stringify({ kind: "message", envelope, shown } satisfies Delivery);
  }

  /**
   * What a liar says, with all that it can show: what it has heard, what it signs for the purpose, and what its
   * accomplices do. Null as long as evidence is missing.
   */
  forge(to: ReplicaId, body: Body): string | null {
    const { id, signer, accomplices } = this.#options;
    const lookup: Lookup = (statement, text) => {
      const own = statement.from === id ? signer : accomplices?.get(statement.from);
      return own ? this.#sign(statement.from, to, statement.body, own) : this.#statements.known(statement, text);
    };
    const shown = this.#statements.evidenceFor(id, body, lookup);
    const envelope = this.#sign(id, to, body, signer);
    return shown && JSON.stringify({ kind: "message", envelope, shown } satisfies Delivery);
  }

  /**
   * Reads what a peer sent.
   *
   * @param peer whose connection it came by
   * @param overheard keeps what is for somebody else, for later evidence, where that is refused otherwise
   * @returns null for what was heard before, and for what is for somebody else
   * @throws Refusal
   */
  read(peer: ReplicaId, text: string, overheard = false): Letter | null {
    try {
      return this.#read(peer, text, overheard);
    } catch (error) {
      if (error instanceof RangeError) throw new Refusal("not-a-frame", "it is nested too deeply");
      throw error;
    }
  }

  #read(peer: ReplicaId, source: string, overheard: boolean): Letter | null {
    const { envelope, shown } = readDelivery(source);
    const { from, to, body } = envelope;
    if (from !== peer) throw new Refusal("wrong-sender", `node ${from}, by the connection of node ${peer}`);
    const isMine = to === this.#options.id;
    if (!isMine && !overheard) throw new Refusal("wrong-recipient", `node ${to}`);
    this.#verify(envelope);
    this.#verifyEvidence(envelope, shown);
    const heard = this.#heard.get(peer) ?? new Set();
    const text = statementText(envelope);
    this.#heard.set(peer, heard);
    if (!isMine || heard.has(text)) return null;
    heard.add(text);
    return freeze({ from, body }, true);
  }

  #verify({ signature, ...envelope }: SignedEnvelope): void {
    const flaw = this.#forms.flaw(envelope);
    if (flaw !== null) throw new Refusal("not-well-formed", flaw);
    const key = this.#options.keyOf(envelope.from);
    if (key === undefined || !isSignedBy(key, "message", this.#statement(envelope), signature))
      throw new Refusal("wrong-signature", `node ${envelope.from}`);
  }

  /** Of what is shown, what serves as evidence is remembered: a certificate is passed on by whoever receives it. */
  #verifyEvidence(envelope: SignedEnvelope, shown: readonly SignedEnvelope[]): void {
    const fresh = new Map(shown.map((one) => [statementText(one), one]));
    const verified = new Set<SignedEnvelope>();
    const lookup: Lookup = (statement, text) => {
      const known = this.#statements.known(statement, text);
      const one = fresh.get(text);
      if (known || !one) return known;
      if (!verified.has(one)) this.#verify(one);
      verified.add(one);
      return one;
    };
    const evidence = this.#statements.evidenceFor(envelope.from, envelope.body, lookup);
    if (evidence === null) throw new Refusal("no-evidence", envelope.body.kind);
    for (const one of [...evidence, envelope]) this.#statements.add(one);
  }

  #sign(from: ReplicaId, to: ReplicaId, body: Body, signer: Signer): SignedEnvelope {
    const envelope = { from, to, body };
    return { ...envelope, signature: signer.sign("message", this.#statement(envelope)) };
  }

  #statement({ from, to, body }: Omit<SignedEnvelope, "signature">): unknown {
    return { cluster: this.#options.cluster, from, to, body };
  }
}
