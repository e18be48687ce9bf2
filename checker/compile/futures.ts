/**
 * What can still matter, from each state of a replica on: the messages that it or a later state may react to, and what
 * it may yet put out. Computed backwards over its table, which must be closed.
 */
import type { Evidence } from "../../model/message.ts";
import type { Alphabet } from "./alphabet.ts";
import { SILENT } from "./alphabet.ts";
import type { Cue } from "./inputs.ts";
import type { LocalMachine } from "./local-machine.ts";
import { postOrder } from "./post-order.ts";

/** Sets of small numbers, one for each state, as rows of 32-bit words. */
export interface Sets {
  readonly words: number;
  readonly bits: Int32Array;
}

/** The messages that matter from each state on: those it may take, and those that a lie it may take needs as evidence. */
export function liveMessages(machine: LocalMachine, cues: readonly Cue[], alphabet: Alphabet): Sets {
  const evidence = cues.map((cue) => [
    ...(cue.message === null ? [] : [cue.message]),
    ...(cue.lie?.evidence ? messagesIn(cue.lie.evidence, alphabet) : []),
  ]);
  return backwards(machine, alphabet.messages, (edge) => evidence[machine.cue[edge] as number] ?? [], []);
}

/** The outputs that are possible from each state on, by number. */
export function possibleOutputs(machine: LocalMachine, alphabet: Alphabet): Sets {
  const ends = machine.roundEnd?.output;
  return backwards(
    machine,
    alphabet.outputs,
    (edge) => (machine.output[edge] === SILENT ? [] : [machine.output[edge] as number]),
    Array.from({ length: machine.size }, (_, state) => (ends && ends[state] !== SILENT ? [ends[state] as number] : [])),
  );
}

/** The numbers of the honest messages that evidence speaks of. */
function messagesIn(evidence: Evidence, alphabet: Alphabet): readonly number[] {
  return "signed" in evidence
    ? alphabet.copiesOf(evidence.signed)
    : evidence.of.flatMap((part) => messagesIn(part, alphabet));
}

/** For each state the union of what its edges, and the states that they lead to, bring. */
function backwards(
  machine: LocalMachine,
  count: number,
  brings: (edge: number) => readonly number[],
  own: readonly (readonly number[])[],
): Sets {
  const words = Math.max(1, Math.ceil(count / 32));
  const bits = new Int32Array(machine.size * words);
  const { first, target, roundEnd } = machine;
  const add = (state: number, item: number): void => {
    const word = state * words + (item >> 5);
    bits[word] = (bits[word] as number) | (1 << (item & 31));
  };
  const include = (state: number, other: number): boolean => {
    let grew = false;
    for (let word = 0; word < words; word++) {
      const [before, more] = [bits[state * words + word] as number, bits[other * words + word] as number];
      bits[state * words + word] = before | more;
      if ((before | more) !== before) grew = true;
    }
    return grew;
  };
  for (let state = 0; state < machine.size; state++) {
    for (const item of own[state] ?? []) add(state, item);
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      for (const item of brings(edge)) add(state, item);
    }
  }
  const order = postOrder(machine) ?? Int32Array.from({ length: machine.size }, (_, state) => state);
  for (let grows = true; grows; ) {
    grows = false;
    for (const state of order) {
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
        if (include(state, target[edge] as number)) grows = true;
      }
      if (roundEnd && include(state, roundEnd.target[state] as number)) grows = true;
    }
  }
  return { words, bits };
}
