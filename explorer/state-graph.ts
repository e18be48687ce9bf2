/** The states of a small space and the transitions between them, to be drawn. */
import { actionWords } from "../model/action.ts";
import { judge } from "../model/judge.ts";
import type { System } from "../model/system.ts";
import { type Choice, choicesIn } from "./choices.ts";

export interface GraphState {
  /** Steps from the initial state, on a shortest way. */
  readonly depth: number;
  /** The transition by which it was first reached, by its number; null for the initial state. */
  readonly via: number | null;
  /** The properties that must always hold, and do not hold here. */
  readonly violates: readonly string[];
}

/** All transitions from one state to another. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** What happens, and the code of it in the state `from`. */
  readonly ways: readonly { readonly code: string; readonly says: string }[];
  /** It takes a lie. */
  readonly byzantine: boolean;
}

export interface StateGraph {
  /** In the order of a breadth-first search, the initial one first. */
  readonly states: readonly GraphState[];
  readonly edges: readonly GraphEdge[];
  /** Whether there are no more states than these. */
  readonly complete: boolean;
}

/**
 * The states nearest to the initial one, and all transitions between them.
 *
 * @param most how many states to look at, 1 or more
 */
export function stateGraph(system: System, most: number): StateGraph {
  const { parts, setting, properties } = system;
  const known = new Map<string, number>();
  const states: GraphState[] = [];
  const edges: GraphEdge[] = [];
  const found = [system.initial];
  let complete = true;
  const numberOf = (state: (typeof found)[number], depth: number, via: number | null): number | null => {
    const text = parts.row(state).join();
    const number = known.get(text);
    if (number !== undefined) return number;
    if (states.length >= most) return null;
    const broken = properties.filter((one) => one.kind === "always" && one.notApplicable === undefined);
    const violates = broken.filter((one) => judge(one, state, setting) !== null).map(({ name }) => name);
    known.set(text, states.length);
    found[states.length] = state;
    return states.push({ depth, via, violates }) - 1;
  };
  numberOf(system.initial, 0, null);
  for (let from = 0; from < states.length; from++) {
    const depth = (states[from]?.depth ?? 0) + 1;
    const leading = new Map<number, Choice[]>();
    for (const choice of choicesIn(system, found[from] ?? system.initial)) {
      const to = numberOf(choice.next, depth, edges.length + leading.size);
      if (to === null) complete = false;
      else leading.set(to, [...(leading.get(to) ?? []), choice]);
    }
    for (const [to, ways] of leading) edges.push({ from, to, ...labelOf(ways) });
  }
  return { states, edges, complete };
}

const labelOf = (ways: readonly Choice[]): Pick<GraphEdge, "ways" | "byzantine"> => ({
  ways: ways.map(({ code, action }) => ({ code, says: actionWords(action) })),
  byzantine: ways.every(({ action }) => action.kind === "deliver" && action.byzantine),
});

/** The codes of the steps from the initial state to another, on a shortest way. */
export function codesTo({ states, edges }: StateGraph, state: number): readonly string[] {
  const via = states[state]?.via ?? null;
  const edge = via === null ? undefined : edges[via];
  const code = edge?.ways[0]?.code;
  return edge && code !== undefined ? [...codesTo({ states, edges, complete: true }, edge.from), code] : [];
}

/** The states along steps, by their codes, the initial one first; null from where they leave the graph. */
export function statesAlong({ edges }: StateGraph, codes: readonly string[]): readonly (number | null)[] {
  const states: (number | null)[] = [0];
  for (const code of codes) {
    const before = states.at(-1) ?? null;
    const edge = edges.find(({ from, ways }) => from === before && ways.some((way) => way.code === code));
    states.push(edge?.to ?? null);
  }
  return states;
}
