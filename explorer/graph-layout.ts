/** Where the states of a state graph stand: the only file that knows the layout library. */
import { graphlib, layout } from "@dagrejs/dagre";
import { type DrawnGraph, RADIUS, type Spot } from "./drawn-graph.ts";
import type { StateGraph } from "./state-graph.ts";

const MARGIN = 16;
/** How many times as wide as high a drawing is to be at most. */
const FLATTEST = 2.5;

/** Lays out a state graph: the initial state on top, and transitions downwards where they can be. */
export function drawn(graph: StateGraph): DrawnGraph {
  const plan = new graphlib.Graph();
  // The ranker is the fastest that still takes few crossings: the default one takes a minute for 600 states.
  plan.setGraph({ ranker: "tight-tree", nodesep: 6, edgesep: 1, ranksep: 40, marginx: MARGIN, marginy: MARGIN });
  for (const state of graph.states.keys()) plan.setNode(String(state), { width: 2 * RADIUS, height: 2 * RADIUS });
  for (const { from, to } of graph.edges) plan.setEdge(String(from), String(to), {});
  layout(plan);
  const { width = 0, height = 0 } = plan.graph();
  // Many states of few steps make a wide and flat drawing, in which lines cannot be told apart.
  const stretch = Math.min(4, Math.max(1, width / FLATTEST / height));
  const spotOf = ({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Spot => ({
    x: Math.round(x),
    y: Math.round(y * stretch),
  });
  return {
    ...graph,
    width: Math.ceil(width),
    height: Math.ceil(height * stretch),
    spots: graph.states.map((_, state) => spotOf(plan.node(String(state)))),
    lines: graph.edges.map(({ from, to }) => (plan.edge(String(from), String(to)).points ?? []).map(spotOf)),
  };
}
