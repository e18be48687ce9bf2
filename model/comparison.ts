/** What there is to say of a protocol beside others. Nothing of it is taken on its word: all of it is decided or measured. */
import type { Configuration, ConfigurationChange, Expectation, Parameters, Timing } from "./protocol.ts";

/** A number of an honest run, as a function of how many nodes there are, and why it is that. */
export interface Formula {
  /** In the notation of the paper: `2n(n-1)`. */
  readonly says: string;
  of(nodes: number): number;
  readonly because: string;
}

/** What a protocol brings along to a comparison. */
export interface Compared {
  /** The bounds of its searches; its defaults if left out. */
  readonly bounds?: Parameters;
  /** What it takes until everybody has executed one value, where nobody is faulty. */
  readonly cost?: {
    /** A message to each of k recipients is k messages. */
    readonly messages: Formula;
    /** Messages behind one another, each sent because of the one before it. */
    readonly delays: Formula;
  };
  /**
   * Why a question has its answer, in the words of the protocol: by the question, which is a property or a situation,
   * then by the answer that it explains. What explains another answer than the one found is not told.
   */
  readonly why?: { readonly [question: string]: { readonly [answer in Expectation["verdict"]]?: string } };
}

/** Something that may happen to a protocol; whether it tolerates that is decided by one of its properties. */
export interface Situation {
  readonly name: string;
  /** In one sentence, with what it takes to tolerate it. */
  readonly says: string;
  /** The property that decides; a protocol that has none of this name is not asked. */
  readonly property: string;
  /** The Byzantine replicas say nothing. */
  readonly silent?: boolean;
  /** It is about this timing: a protocol that has none such is not asked. */
  readonly timing?: Timing;
  under(usual: Configuration): ConfigurationChange;
}
