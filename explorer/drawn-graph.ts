/** A state graph with the places of everything in its drawing. */
import type { StateGraph } from "./state-graph.ts";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A state graph and its drawing; all lengths in pixels. */
export interface DrawnGraph extends StateGraph {
  readonly width: number;
  readonly height: number;
  /** The middle of each state. */
  readonly spots: readonly Spot[];
  /** The corners of the line of each edge. */
  readonly lines: readonly (readonly Spot[])[];
}

/** The radius of a state. */
export const RADIUS = 7;
