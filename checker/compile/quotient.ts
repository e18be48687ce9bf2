/**
 * The quotient of a replica's machine: states that behave alike become one.
 *
 * Two states behave alike if they show the same observation and have, on each input, steps with the same outputs into
 * states that behave alike; silent steps among states that behave alike do not count. This is strong bisimulation but
 * for such idle steps, and a congruence for the parallel composition with other replicas, soup and adversary: every
 * path of the quotient is a path of the machine with the same labels, so shortest lengths stay what they are.
 */
import { SILENT } from "./alphabet.ts";
import { type LocalEdge, type LocalMachine, pack, ROUND_END } from "./local-machine.ts";
import { postOrder } from "./post-order.ts";

/** An edge whose target is a class. */
type Signature = readonly LocalEdge[];

/** The smallest machine that behaves like this one. */
export function quotient(machine: LocalMachine): LocalMachine {
  const order = postOrder(machine);
  // A message that can be taken for ever keeps a round from ending: where rounds end, idle steps in a circle do count.
  if (order === null && machine.roundEnd !== null) return machine;
  const classOf = order === null ? refine(machine) : consed(machine, order);
  return merged(machine, classOf);
}

/** The edges of a state as a signature: sorted, each once, without silent ones into class `own`. */
export function signatureOf(machine: LocalMachine, state: number, classOf: Int32Array, own: number): Signature {
  const edges: LocalEdge[] = [];
  const see = (cue: number, to: number, output: number): void => {
    const target = classOf[to] as number;
    const idle = output === SILENT && target === own;
    if (!idle && !edges.some((edge) => edge.cue === cue && edge.target === target && edge.output === output)) {
      edges.push({ cue, target, output });
    }
  };
  for (let edge = machine.first[state] as number; edge < (machine.first[state + 1] as number); edge++) {
    see(machine.cue[edge] as number, machine.target[edge] as number, machine.output[edge] as number);
  }
  const { roundEnd } = machine;
  if (roundEnd) see(ROUND_END, roundEnd.target[state] as number, roundEnd.output[state] as number);
  return edges.sort((a, b) => a.cue - b.cue || a.target - b.target || a.output - b.output);
}

const textOf = (observation: number, signature: Signature): string =>
  `${observation}:${signature.map(({ cue, target, output }) => `${cue},${target},${output}`).join(";")}`;

/**
 * Classes of an acyclic machine in one pass, successors before predecessors.
 *
 * A state that has taken a dead input lacks that input, so the plain signatures of it and of its predecessor differ.
 * Hence a state joins a class that it reaches by a silent step if the two differ in silent steps into that class alone.
 */
function consed(machine: LocalMachine, order: Int32Array): Int32Array {
  const classOf = new Int32Array(machine.size).fill(-1);
  const classOfText = new Map<string, number>();
  const texts: string[] = [];
  for (const state of order) {
    const observation = machine.observation[state] as number;
    const full = signatureOf(machine, state, classOf, -1);
    const silentInto = new Set(full.filter(({ output }) => output === SILENT).map(({ target }) => target));
    let own = -1;
    for (const candidate of silentInto) {
      const rest = full.filter(({ output, target }) => !(output === SILENT && target === candidate));
      if (texts[candidate] === textOf(observation, rest)) own = candidate;
    }
    if (own < 0) {
      const text = textOf(observation, full);
      own = classOfText.get(text) ?? texts.length;
      classOfText.set(text, own);
      texts[own] = text;
    }
    classOf[state] = own;
  }
  return classOf;
}

/** Classes of any machine, by refinement: split what has different signatures until nothing splits any more. */
export function refine(machine: LocalMachine): Int32Array {
  let classOf: Int32Array = machine.observation;
  for (let classes = 0; ; ) {
    const numberOf = new Map<string, number>();
    const next = new Int32Array(machine.size);
    for (let state = 0; state < machine.size; state++) {
      const own = classOf[state] as number;
      const text = textOf(own, signatureOf(machine, state, classOf, own));
      const number = numberOf.get(text) ?? numberOf.size;
      numberOf.set(text, number);
      next[state] = number;
    }
    if (numberOf.size === classes) return next;
    classes = numberOf.size;
    classOf = next;
  }
}

/** The machine over classes, each with the edges of one of its states. */
function merged(machine: LocalMachine, classOf: Int32Array): LocalMachine {
  const size = classOf.reduce((most, one) => Math.max(most, one + 1), 0);
  const member = new Int32Array(size).fill(-1);
  classOf.forEach((own, state) => {
    member[own] = state;
  });
  const signatures = Array.from(member, (state, own) => signatureOf(machine, state, classOf, own));
  const ends = signatures.map((signature) => signature.find(({ cue }) => cue === ROUND_END));
  return {
    size,
    start: classOf[machine.start] as number,
    ...pack(signatures.map((signature) => signature.filter(({ cue }) => cue !== ROUND_END))),
    roundEnd: machine.roundEnd && {
      target: Int32Array.from(ends, (end, own) => end?.target ?? own),
      output: Int32Array.from(ends, (end) => end?.output ?? SILENT),
    },
    observation: Int32Array.from(member, (state) => machine.observation[state] as number),
    stateOf: machine.stateOf.map((state) => classOf[state] as number),
  };
}
