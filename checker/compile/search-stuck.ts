/**
 * The search for states from which nothing leads on when the Byzantine replicas are silent: two spaces over the same
 * numbers, one with all steps and one without those on lies.
 *
 * What is asked of a state has the same answer in every state that it stands for. The quotient merges states that take the
 * same inputs into states that are merged, idle steps apart; an input is a lie for all of them or for none. A dead message
 * enables nothing, whoever has sent it. A monitor forgets what no output that is still possible brings up again. Symmetry takes
 * lies to lies and honest messages to honest ones, and is used only for properties that are symmetric themselves.
 *
 * Macro-steps would not do: a step that nobody sees, such as a timeout, may be the one that shuts the last way.
 */
import type { Property } from "../../model/property.ts";
import { explore } from "../explore.ts";
import { breadthFirst, depthFirst } from "../frontier.ts";
import { isRecoverable, type PatientWatch, withStuckStates } from "../recoverable.ts";
import type { GivenUp } from "../recovery.ts";
import { StateTable } from "../table.ts";
import type { Assembly } from "./assembly.ts";
import type { Goal } from "./monitors.ts";
import { type Plan, spaceOf } from "./plan.ts";
import type { Reduction } from "./reductions.ts";
import type { SearchedSpace, SpaceSearch } from "./search-space.ts";
import { withoutLies } from "./silent.ts";
import { holdsAlone } from "./solo.ts";
import type { Tables } from "./tables.ts";

/** The reductions that put silent steps off, and so do not keep what a `recoverable` property asks for. */
export const POSTPONING: readonly Reduction[] = ["macro", "delay"];

/** Whether some of these goals are asked what stays possible. */
export const asksWhatStays = (goals: readonly Goal<Property>[]): boolean =>
  goals.some(({ property }) => isRecoverable(property));

/** The reductions that keep what a `recoverable` property asks for, of some. */
export const withoutPostponing = (reductions: ReadonlySet<Reduction>): ReadonlySet<Reduction> =>
  new Set([...reductions].filter((one) => !POSTPONING.includes(one)));

/** How properties were searched for otherwise than others; null where they were not. */
export function stuckNote(
  parts: readonly { readonly goals: readonly Goal<Property>[]; readonly alone: boolean }[],
  reductions: ReadonlySet<Reduction>,
): string | null {
  const names = (some: typeof parts): string =>
    some
      .flatMap(({ goals }) =>
        goals
          .map(({ property }) => property)
          .filter(isRecoverable)
          .map(({ name }) => name),
      )
      .join(", ");
  const alone = names(parts.filter((part) => part.alone));
  const postponing = POSTPONING.filter((one) => reductions.has(one));
  const searched = postponing.length > 0 ? names(parts.filter((part) => !part.alone)) : "";
  const notes = [
    ...(alone === "" ? [] : [`nothing was searched for ${alone}: every honest replica can get there by itself`]),
    ...(searched === ""
      ? []
      : [
          `${postponing.join(" and ")} ${postponing.length > 1 ? "were" : "was"} not used for ${searched}: a step that nobody sees may shut the last way`,
        ]),
  ];
  return notes.length === 0 ? null : notes.join("; ");
}

/** What a search found, and the goals that it could not decide. */
export interface StuckSearch extends SearchedSpace {
  readonly undecided: readonly number[];
  readonly givenUp: GivenUp | null;
  /** Whether nothing was searched, since every replica can get by itself to what is looked for. */
  readonly alone: boolean;
}

/**
 * Searches an assembled space, some of whose goals are stuck states, with one thread.
 *
 * @param counts whether all states are to be visited, whatever is known without
 */
export async function searchStuck(
  tables: Tables,
  { plan, judges }: Pick<Assembly, "plan" | "judges">,
  goals: readonly Goal<Property>[],
  { search }: SpaceSearch,
  watch: PatientWatch,
  counts: boolean,
): Promise<StuckSearch> {
  if (plan === null) throw new Error("a space without a plan cannot be searched for stuck states");
  // One table for both, so that surroundings have the same numbers in both.
  const table = new StateTable(plan.sends.words + 1);
  const { space, surroundings } = spaceOf(plan, judges, table);
  if (!counts && isAlone(tables, plan, judges, goals)) return { ...nothing, space };
  const silent = spaceOf(withoutLies(plan, tables), judges, table).space;
  const judged = withStuckStates(space, silent, new Map(goals.map(({ goal, property }) => [goal, property])), watch);
  const frontier = search === "depth-first" ? depthFirst() : breadthFirst();
  const exploration = await explore(judged, frontier, watch);
  return {
    exploration,
    space,
    surroundings: surroundings.size,
    workers: 1,
    undecided: judged.undecided().filter((goal) => !exploration.met.has(goal)),
    givenUp: judged.givenUp(),
    alone: false,
  };
}

/** What is found where nothing has to be searched. */
const nothing: Omit<StuckSearch, "space"> = {
  exploration: {
    stoppedBy: null,
    met: new Map(),
    way: () => [],
    distinctStates: 0,
    transitions: 0,
    depth: 0,
    frontier: 0,
    bytes: 0,
  },
  surroundings: 0,
  workers: 1,
  undecided: [],
  givenUp: null,
  alone: true,
};

function isAlone(
  { replicas }: Tables,
  { parts }: Plan,
  { judge }: Assembly["judges"],
  goals: readonly Goal<Property>[],
): boolean {
  const all = goals.every(({ property }) => isRecoverable(property) && property.over === "replicas");
  const cues = replicas.map((replica) => replica.cues);
  return (
    all &&
    judge !== null &&
    holdsAlone(
      goals.map(({ goal }) => goal),
      judge,
      parts.machines,
      cues,
    )
  );
}
