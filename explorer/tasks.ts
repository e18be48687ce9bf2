/** What the page asks of its worker, and what that answers: plain data, since it is copied from one to the other. */
import type { Progress } from "../checker/explore.ts";
import type { Engine, Search } from "../checker/options.ts";
import type { Outcome } from "../checker/outcome.ts";
import type { Configuration } from "../model/protocol.ts";
import type { DrawnGraph } from "./drawn-graph.ts";
import { protocolCalled, type Setup, setupOf } from "./setup.ts";

/** A setup, with the protocol by its name. */
export interface NamedSetup {
  readonly protocol: string;
  readonly configuration: Configuration;
  readonly scenario: string | null;
}

/** How to search. */
export interface SearchWish {
  readonly engine: Engine;
  readonly search: Exclude<Search, "random">;
  readonly maxStates: number;
}

export type Task =
  | { readonly kind: "check"; readonly setup: NamedSetup; readonly wish: SearchWish }
  | { readonly kind: "graph"; readonly setup: NamedSetup; readonly most: number }
  /** Ends the check with what was found so far. */
  | { readonly kind: "stop" };

/** An outcome without its function. */
export type PlainOutcome = Omit<Outcome, "property">;

/** How far a search is. */
export type Moment = Progress & { readonly milliseconds: number };

export type Answer =
  | { readonly kind: "progress"; readonly moment: Moment }
  /** Said as soon as it is found, before it is replayed. */
  | { readonly kind: "violation"; readonly property: string }
  | { readonly kind: "outcome"; readonly outcome: PlainOutcome }
  | { readonly kind: "graph"; readonly graph: DrawnGraph }
  | { readonly kind: "failed"; readonly says: string };

export const named = ({ protocol, configuration, scenario }: Setup): NamedSetup => ({
  protocol: protocol.name,
  configuration,
  scenario,
});

/** @throws ConfigurationError as `setupOf` does */
export function unnamed({ protocol, configuration, scenario }: NamedSetup): Setup {
  const { variant, ...change } = configuration;
  return setupOf(protocolCalled(protocol), change, variant, scenario);
}
