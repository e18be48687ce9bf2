/**
 * Whether two replicas may swap their names: whether the machines go over into one another, every replica's into that
 * of the replica which takes its name, with what they hear, say, execute and show. The states are paired by walking both
 * machines side by side from their starts, so nothing has to be known of what a state says.
 */
import { type LocalMachine, ROUND_END } from "./local-machine.ts";
import { type Classes, jointClasses } from "./symmetry-classes.ts";
import type { Naming } from "./symmetry-naming.ts";

/** What becomes of a state of the composed system when two replicas swap their names. */
export interface Symmetry {
  /** The places of the two. */
  readonly places: readonly [number, number];
  /** Message -> message. */
  readonly messages: Int32Array;
  /** For each place, state -> state of the place that takes its name. */
  readonly states: readonly Int32Array[];
  /** Output -> output; -1 where nobody puts it out. */
  readonly outputs: Int32Array;
}

/** What the machines start with, and how much there is to rename. */
export interface Composed {
  readonly machines: readonly LocalMachine[];
  /** What each place puts out at the start. */
  readonly startOutputs: readonly number[];
  readonly messages: number;
  readonly outputs: number;
}

/** The symmetry that a naming is; null if it is none. */
export function symmetryUnder(
  naming: Naming,
  places: readonly [number, number],
  { machines, startOutputs, messages, outputs }: Composed,
): Symmetry | null {
  if (startOutputs.some((output, place) => naming.output(output) !== startOutputs[naming.place(place)])) return null;
  const states: Int32Array[] = [];
  for (let place = 0; place < machines.length; place++) {
    const paired = pair(machines, place, naming);
    if (paired === null) return null;
    states.push(paired);
  }
  const renamed = Int32Array.from({ length: messages }, (_, message) => naming.message(message) ?? -1);
  if (renamed.includes(-1)) return null;
  return {
    places,
    messages: renamed,
    states,
    outputs: Int32Array.from({ length: outputs }, (_, output) => naming.output(output) ?? -1),
  };
}

/** Edges of one state, under their new names: by cue and output, the states they lead to. */
type Fan = Map<string, Set<number>>;

/** The states of one machine, each with its partner in the machine of the place that takes its name. */
function pair(machines: readonly LocalMachine[], place: number, naming: Naming): Int32Array | null {
  const other = naming.place(place);
  const [mine, theirs] = [machines[place] as LocalMachine, machines[other] as LocalMachine];
  if (mine.size !== theirs.size) return null;
  const cueOf = (cue: number): number | undefined => naming.cue(place, cue);
  const partner = new Int32Array(mine.size).fill(-1);
  const taken = new Int32Array(mine.size).fill(-1);
  const met: number[] = [];
  let classes: Classes | null = null;
  const join = (state: number, with_: number): boolean => {
    if (partner[state] === -1 && taken[with_] === -1) {
      partner[state] = with_;
      taken[with_] = state;
      met.push(state);
    }
    return partner[state] === with_;
  };
  if (!join(mine.start, theirs.start)) return null;
  for (const state of met) {
    const image = partner[state] as number;
    if (mine.observation[state] !== theirs.observation[image]) return null;
    const fan = fanOf(mine, state, cueOf, naming.output);
    const expected = fanOf(theirs, image, same, same);
    if (fan === null || expected === null || fan.size !== expected.size) return null;
    for (const [edge, targets] of fan) {
      const images = expected.get(edge);
      if (images === undefined || images.size !== targets.size) return null;
      if (targets.size > 1) classes ??= jointClasses(mine, theirs, cueOf, naming.output);
      const [left, right] = [sorted(targets, classes?.mine), sorted(images, classes?.theirs)];
      if (left === null || right === null) return null;
      if (!left.every((target, at) => join(target, right[at] as number))) return null;
    }
  }
  return met.length === mine.size ? partner : null;
}

const same = (number: number): number => number;

/** The states in order of their classes; null if two are of one class, for then nothing tells which is which. */
function sorted(states: ReadonlySet<number>, classOf: Int32Array | undefined): readonly number[] | null {
  if (states.size === 1 || !classOf) return states.size === 1 ? [...states] : null;
  const inOrder = [...states].sort((a, b) => (classOf[a] as number) - (classOf[b] as number));
  const classes = new Set(inOrder.map((state) => classOf[state]));
  return classes.size === states.size ? inOrder : null;
}

function fanOf(
  { first, cue, target, output, roundEnd }: LocalMachine,
  state: number,
  cueOf: (cue: number) => number | undefined,
  outputOf: (output: number) => number | undefined,
): Fan | null {
  const fan: Fan = new Map();
  const add = (newCue: number | undefined, newOutput: number | undefined, to: number): boolean => {
    if (newCue === undefined || newOutput === undefined) return false;
    const name = `${newCue},${newOutput}`;
    const targets = fan.get(name) ?? new Set();
    fan.set(name, targets.add(to));
    return true;
  };
  for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
    const [heard, said] = [cue[edge] as number, output[edge] as number];
    if (!add(cueOf(heard), outputOf(said), target[edge] as number)) return null;
  }
  if (roundEnd) {
    const [to, said] = [roundEnd.target[state] as number, roundEnd.output[state] as number];
    if (!add(ROUND_END, outputOf(said), to)) return null;
  }
  return fan;
}
