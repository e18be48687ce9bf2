/** Which states of two machines behave alike, for where their edges alone do not tell. */
import { type LocalEdge, type LocalMachine, pack } from "./local-machine.ts";
import { refine } from "./quotient.ts";

/** Classes of states that behave alike, the same numbers in both machines. */
export interface Classes {
  readonly mine: Int32Array;
  readonly theirs: Int32Array;
}

/**
 * The classes of two machines of the same size, the first one's cues and outputs being renamed to those of the second.
 * What has no name there gets one that nothing else has.
 */
export function jointClasses(
  mine: LocalMachine,
  theirs: LocalMachine,
  cueOf: (cue: number) => number | undefined,
  outputOf: (output: number) => number | undefined,
): Classes {
  const size = mine.size;
  const edgesOf = ({ first, cue, target, output }: LocalMachine, state: number): readonly LocalEdge[] =>
    Array.from({ length: (first[state + 1] as number) - (first[state] as number) }, (_, index) => {
      const edge = (first[state] as number) + index;
      return { cue: cue[edge] as number, target: target[edge] as number, output: output[edge] as number };
    });
  const renamed = ({ cue, target, output }: LocalEdge): LocalEdge => ({
    cue: cueOf(cue) ?? -2 - cue,
    target,
    output: outputOf(output) ?? -1 - output,
  });
  const shifted = ({ cue, target, output }: LocalEdge): LocalEdge => ({ cue, target: target + size, output });
  const states = Array.from({ length: size }, (_, state) => state);
  const [mineEnds, theirEnds] = [mine.roundEnd, theirs.roundEnd];
  const both = {
    size: 2 * size,
    start: 0,
    ...pack([
      ...states.map((state) => edgesOf(mine, state).map(renamed)),
      ...states.map((state) => edgesOf(theirs, state).map(shifted)),
    ]),
    roundEnd: mineEnds &&
      theirEnds && {
        target: Int32Array.from([...mineEnds.target, ...theirEnds.target.map((state) => state + size)]),
        output: Int32Array.from([...mineEnds.output.map((one) => outputOf(one) ?? -1 - one), ...theirEnds.output]),
      },
    observation: Int32Array.from([...mine.observation, ...theirs.observation]),
    stateOf: new Int32Array(2 * size),
  };
  const classOf = refine(both);
  return { mine: classOf.slice(0, size), theirs: classOf.slice(size) };
}
