/** Machines of replicas, at random and by hand. */
import fc from "fast-check";
import { type LocalEdge, type LocalMachine, pack } from "../../../checker/compile/local-machine.ts";

/** What a machine is made of: for each state its edges, what is observed in it, and where the end of a round leads. */
export interface Sketch {
  readonly edges: readonly (readonly LocalEdge[])[];
  readonly observation: readonly number[];
  readonly ends: readonly { readonly target: number; readonly output: number }[] | null;
}

export const machine = ({ edges, observation, ends }: Sketch): LocalMachine => ({
  size: edges.length,
  start: 0,
  ...pack(edges),
  observation: Int32Array.from(observation),
  roundEnd: ends && {
    target: Int32Array.from(ends, ({ target }) => target),
    output: Int32Array.from(ends, ({ output }) => output),
  },
  stateOf: Int32Array.from(edges.keys()),
});

/**
 * Random machines; of an acyclic one no edge leads to a state of a lower number, and one that leads back to its own state
 * puts nothing out.
 */
export const sketch = (size: number, acyclic: boolean): fc.Arbitrary<Sketch> => {
  const target = (state: number): fc.Arbitrary<number> => fc.integer({ min: acyclic ? state : 0, max: size - 1 });
  const perState = <T>(of: (state: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.tuple(...Array.from({ length: size }, (_, state) => of(state)));
  const output = fc.constantFrom(0, 0, 0, 1, 2);
  const quiet = <E extends { readonly target: number; readonly output: number }>(state: number, edge: E): E =>
    acyclic && edge.target === state ? { ...edge, output: 0 } : edge;
  return fc.record({
    edges: perState((state) =>
      fc.array(
        fc.record({ cue: fc.nat(3), target: target(state), output }).map((edge) => quiet(state, edge)),
        { maxLength: 4 },
      ),
    ),
    observation: perState(() => fc.constantFrom(0, 0, 0, 1)),
    ends: fc.option(
      perState((state) => fc.record({ target: target(state), output }).map((edge) => quiet(state, edge))),
      { nil: null },
    ),
  });
};

/** A machine over classes of its states, each with the edges of one of them, whether they behave alike or not. */
export function withClasses(whole: LocalMachine, classOf: Int32Array): LocalMachine {
  const size = Math.max(...classOf) + 1;
  const member = Array.from({ length: size }, (_, own) => classOf.indexOf(own));
  const edges = member.map((state) =>
    Array.from({ length: (whole.first[state + 1] as number) - (whole.first[state] as number) }, (_, at) => {
      const edge = (whole.first[state] as number) + at;
      return {
        cue: whole.cue[edge] as number,
        target: classOf[whole.target[edge] as number] as number,
        output: whole.output[edge] as number,
      };
    }),
  );
  return {
    size,
    start: classOf[whole.start] as number,
    ...pack(edges),
    roundEnd: whole.roundEnd && {
      target: Int32Array.from(member, (state) => classOf[whole.roundEnd?.target[state] as number] as number),
      output: Int32Array.from(member, (state) => whole.roundEnd?.output[state] as number),
    },
    observation: Int32Array.from(member, (state) => whole.observation[state] as number),
    stateOf: whole.stateOf.map((state) => classOf[state] as number),
  };
}
