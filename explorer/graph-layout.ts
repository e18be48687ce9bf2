/** Where the states of a state graph stand: the only file that knows the layout library. */
import { graphlib, layout } from "@dagrejs/dagre";
import { type DrawnGraph, RADIUS, type Spot } from "./drawn-graph.ts";
import type { StateGraph } from "./state-graph.ts";

const MARGIN = 16;

/** Lays out a state graph: the initial state on top, and transitions downwards where they can be. */
export function drawn(graph: StateGraph): DrawnGraph {
  const plan = new graphlib.Graph();
  // The ranker is the fastest that still takes few crossings: the default one takes a minute for 600 states.
  const ranksep = Math.min(110, 40 + graph.states.length / 5);
  plan.setGraph({ ranker: "tight-tree", nodesep: 6, edgesep: 1, ranksep, marginx: MARGIN, marginy: MARGIN });
  for (const state of graph.states.keys()) plan.setNode(String(state), { width: 2 * RADIUS, height: 2 * RADIUS });
  for (const { from, to } of graph.edges) plan.setEdge(String(from), String(to), {});
  layout(plan);
  const { width = 0, height = 0 } = plan.graph();
  return {
    ...graph,
    width,
    height,
    spots: graph.states.map((_, state) => spotOf(plan.node(String(state)))),
    lines: graph.edges.map(({ from, to }) => (plan.edge(String(from), String(to)).points ?? []).map(spotOf)),
  };
}

const spotOf = ({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Spot => ({
  x: Math.round(x),
  y: Math.round(y),
});
