/** The composed system with its Byzantine replicas silent: the same states, numbered alike, without the steps on lies. */
import type { Availability } from "./guards.ts";
import type { Cue } from "./inputs.ts";
import type { LocalMachine } from "./local-machine.ts";
import type { Plan } from "./plan.ts";
import type { Tables } from "./tables.ts";

/** The same plan without the steps of which a lie is the input. */
export function withoutLies(plan: Plan, { replicas }: Tables): Plan {
  const { machines, available, initialOutputs } = plan.parts;
  const silent = machines.map((machine, place) =>
    honestEdges(machine, available[place] as Availability, replicas[place]?.cues ?? []),
  );
  return {
    ...plan,
    parts: {
      machines: silent.map(({ machine }) => machine),
      available: silent.map(({ there }) => there),
      initialOutputs,
    },
  };
}

function honestEdges(
  machine: LocalMachine,
  there: Availability,
  cues: readonly Cue[],
): { readonly machine: LocalMachine; readonly there: Availability } {
  const keeps = Array.from(machine.cue, (cue) => cues[cue]?.lie === null);
  const kept = (all: Int32Array): Int32Array => all.filter((_, edge) => keeps[edge]);
  const first = new Int32Array(machine.size + 1);
  for (let state = 0, edges = 0; state < machine.size; state++) {
    for (let edge = machine.first[state] as number; edge < (machine.first[state + 1] as number); edge++) {
      if (keeps[edge]) edges++;
    }
    first[state + 1] = edges;
  }
  return {
    machine: {
      ...machine,
      first,
      cue: kept(machine.cue),
      target: kept(machine.target),
      output: kept(machine.output),
    },
    there: { ...there, codes: kept(there.codes) },
  };
}
