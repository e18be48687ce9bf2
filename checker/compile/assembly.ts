/** From tables and reductions to a space to search, for some properties. */
import { judgeObservations, observeReplica } from "../../model/judge.ts";
import type { Property, ReplicaProperty } from "../../model/property.ts";
import { type Frontier, nearestFirst } from "../frontier.ts";
import { fits } from "./around.ts";
import { type ExplainedSpace, type JudgeObservations, partsOf } from "./composition.ts";
import { liveMessages, possibleOutputs } from "./futures.ts";
import { type LocalMachine, machineOf } from "./local-machine.ts";
import { type Goal, Monitors } from "./monitors.ts";
import { numberOutlooks } from "./outlook.ts";
import { type Judges, type Plan, spaceOf } from "./plan.ts";
import { quotient } from "./quotient.ts";
import type { Reduction } from "./reductions.ts";
import { type Memory, type Surroundings, sendsOf } from "./surroundings.ts";
import { symmetric } from "./symmetry-judge.ts";
import type { Tables } from "./tables.ts";
import { Values } from "./values.ts";

export interface Assembly {
  readonly space: ExplainedSpace;
  /** The order that the space needs if lengths are to be shortest; null where any will do. */
  readonly order: (() => Frontier) | null;
  readonly machines: readonly LocalMachine[];
  readonly surroundings: Surroundings;
  /** What the space is made of, for other threads to make it again; null where they could not. */
  readonly plan: Plan | null;
  readonly judges: Judges;
  /** Why symmetry is not used, where it was asked for. */
  readonly asymmetry: string | null;
}

/** Composes the tables for a search for some goals. */
export function assemble(
  tables: Tables,
  goals: readonly Goal<Property>[],
  reductions: ReadonlySet<Reduction>,
): Assembly {
  const { setting, alphabet, replicas } = tables;
  const overOutputs = goals.filter((one): one is Goal => one.property.over === "outputs");
  const overReplicas = goals.filter((one): one is Goal<ReplicaProperty> => one.property.over === "replicas");
  const observed = new Values();
  const observe = (id: number) => {
    if (overReplicas.length === 0) return null;
    return (state: unknown) => observed.id(overReplicas.map(({ property }) => observeReplica(property, state, id)));
  };

  const plain = replicas.map((table) => machineOf(table, observe(table.id)));
  const machines = reductions.has("quotient") ? plain.map(quotient) : plain;
  const isMacro = reductions.has("macro");
  const usesLive = isMacro || reductions.has("live");
  const live = machines.map((machine, place) =>
    usesLive ? liveMessages(machine, replicas[place]?.cues ?? [], alphabet) : null,
  );
  const monitors = new Monitors(overOutputs, setting, alphabet, {
    automata: reductions.has("monitor"),
    forgets: reductions.has("monitor"),
  });
  const futures = machines.map((machine, place) => ({
    live: reductions.has("live") ? (live[place] ?? null) : null,
    possible: reductions.has("monitor") ? possibleOutputs(machine, alphabet) : null,
  }));
  const sizes = machines.map(({ size }) => size);
  const sends = sendsOf(alphabet);
  const outlooks = numberOutlooks(futures, sizes, sends.words, (place, output) => monitors.concernsOf(place, output));
  const memory: Memory = {
    initial: monitors.initial,
    forgets: monitors.forgets,
    minds: (place, output) => monitors.minds(place, output),
    after: (state, place, output) => monitors.after(state, place, output),
    forget: (state, possible) => monitors.forget(state, outlooks.possible(possible)),
    goals: (state) => monitors.goals(state),
  };
  const judge = judgeObserved(overReplicas, observed, setting.n, setting.honest);
  const { symmetries, judges, asymmetry } = reductions.has("symmetry")
    ? symmetric(tables, machines, { memory, judge })
    : { symmetries: null, judges: { memory, judge }, asymmetry: null };
  const plan: Plan = {
    parts: partsOf(tables, machines),
    sends,
    outlooks: outlooks.plan,
    needs: isMacro ? live.filter((sets) => sets !== null) : null,
    symmetries,
    soupInRows: !outlooks.plan.isKnown && !isMacro && symmetries === null && fits(sends, sizes),
    // A log is one replica's, and what was sent is a set; a monitor may look at the order, and dead messages leave.
    commutes: !reductions.has("monitor") && !reductions.has("live"),
  };
  return { ...spaceOf(plan, judges), order: isMacro ? nearestFirst : null, machines, plan, judges, asymmetry };
}

/** What judges each combination of observations once; null where no goal is over replicas. */
export function judgeObserved(
  goals: readonly Goal<ReplicaProperty>[],
  observed: Values,
  n: number,
  honest: readonly number[],
): JudgeObservations | null {
  if (goals.length === 0) return null;
  const known = new Map<string, readonly number[]>();
  return (numbers) => {
    const key = numbers.join();
    const old = known.get(key);
    if (old) return old;
    const ofPlace = numbers.map((number) => observed.value(number) as readonly never[]);
    const met = goals.filter(({ property }, index) => {
      const all = Array.from({ length: n }, (_, id) => ofPlace[honest.indexOf(id)]?.[index] ?? null);
      return judgeObservations(property, all) !== null;
    });
    known.set(
      key,
      met.map(({ goal }) => goal),
    );
    return known.get(key) ?? [];
  };
}
