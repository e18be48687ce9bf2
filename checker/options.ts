/** What a check can be asked for, and the refusal of what makes no sense. */
import { ConfigurationError, configure } from "../model/configuration.ts";
import type { Property } from "../model/property.ts";
import type { Configuration, ConfigurationChange, Parameters, Protocol } from "../model/protocol.ts";
import { type Reduction, reductionsFor, reductionsIfLarge } from "./compile/reductions.ts";
import type { TableRules } from "./compile/tables-for.ts";
import type { Progress } from "./explore.ts";

export type Engine = "compiled" | "reference";
export type Search = "breadth-first" | "depth-first" | "random";

/** Options that do not belong to the configuration of the system. */
export interface SearchOptions {
  readonly variant?: string | null | undefined;
  /** Names of properties; all of the protocol if left out. */
  readonly properties?: readonly string[] | undefined;
  /** `compiled` where it can be: see `statistics.engine`. */
  readonly engine?: Engine | undefined;
  /** The reductions of the compiled engine: all that are sound, none, or some by name. */
  readonly reduce?: "all" | "none" | readonly string[] | undefined;
  readonly search?: Search | undefined;
  /** For random walks. */
  readonly seed?: number | undefined;
  readonly walks?: number | undefined;
  readonly maxStates?: number | undefined;
  readonly maxDepth?: number | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
  /** Megabytes that the process may take. */
  readonly memory?: number | undefined;
  /**
   * How many states a replica may have in the tables of the compiled engine before those are made on demand instead, and
   * nothing is reduced: 300,000 if left out, fewer where the search is bounded. With 0 they are made on demand at once.
   */
  readonly tableLimit?: number | undefined;
  readonly failFast?: boolean | undefined;
  /** Whether to find out how a fork came about (`conflict` of a property); true if left out. */
  readonly explain?: boolean | undefined;
  /** How many threads search, breadth-first with the compiled engine, once a model turns out to be large; 1 if left out. */
  readonly workers?: number | undefined;
  /** Aborting it ends the search with the partial outcome. */
  readonly signal?: AbortSignal | undefined;
  onProgress?(progress: Progress & { readonly milliseconds: number }): void;
  /** Called as soon as a violation is found, before it is replayed. */
  onViolation?(violation: { readonly property: string; readonly depth: number | null }): void;
}

/** The options with every default filled in. */
export interface Settled {
  readonly configuration: Configuration;
  readonly search: Search;
  readonly engine: Engine;
  readonly reductions: ReadonlySet<Reduction>;
  readonly ifLarge: TableRules["ifLarge"];
  readonly seed: number;
  readonly walks: number;
  readonly maxStates: number;
  readonly maxDepth: number;
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly tableLimit: number;
  readonly failFast: boolean;
  readonly explain: boolean;
  readonly workers: number;
}

const TABLE_LIMIT = 300_000;
/** The same for a search that is bounded to few states or steps: a table may be endless where such a search is not. */
const TABLE_LIMIT_IF_BOUNDED = 20_000;

const defaultTableLimit = ({ maxStates = Number.POSITIVE_INFINITY, maxDepth }: SearchOptions): number =>
  maxStates < TABLE_LIMIT || maxDepth !== undefined ? TABLE_LIMIT_IF_BOUNDED : TABLE_LIMIT;

/** How deep a random walk goes unless somebody says otherwise. */
const WALK_DEPTH = 1000;

/**
 * Fills in the defaults.
 *
 * @throws ConfigurationError for what is out of range or makes no sense together
 */
export function settle(
  protocol: Protocol,
  options: SearchOptions & Omit<ConfigurationChange, "parameters">,
  parameters: Parameters,
): Settled {
  const search = options.search ?? "breadth-first";
  const atLeastOne = (name: string, value: number | undefined): void => {
    if (value !== undefined && !(value >= 1)) throw new ConfigurationError(`${name} is ${value}; it must be 1 or more`);
  };
  atLeastOne("max-states", options.maxStates);
  atLeastOne("walks", options.walks);
  atLeastOne("memory", options.memory);
  atLeastOne("workers", options.workers);
  if (options.tableLimit !== undefined && !(options.tableLimit >= 0)) {
    throw new ConfigurationError(`table-limit is ${options.tableLimit}; it must be 0 or more`);
  }
  if (!Number.isInteger(options.workers ?? 1)) {
    throw new ConfigurationError(`workers is ${options.workers}; it must be a whole number`);
  }
  if (options.maxDepth !== undefined && !(options.maxDepth >= 0)) {
    throw new ConfigurationError(`max-depth is ${options.maxDepth}; it must be 0 or more`);
  }
  if (options.timeout !== undefined && !(options.timeout > 0)) {
    throw new ConfigurationError(`timeout is ${options.timeout}; it must be more than 0 seconds`);
  }
  if (search !== "random" && (options.seed !== undefined || options.walks !== undefined)) {
    throw new ConfigurationError("seed and walks are for random walks; ask for search random as well");
  }
  if (search === "random" && options.maxStates !== undefined) {
    throw new ConfigurationError(
      "max-states has no meaning for random walks, which keep no states; bound them by walks",
    );
  }
  const engine = options.engine ?? (search === "random" ? "reference" : "compiled");
  if (engine === "compiled" && search === "random") {
    throw new ConfigurationError("random walks are made on the reference system; leave out engine compiled");
  }
  if (engine === "reference" && options.reduce !== undefined && options.reduce !== "none") {
    throw new ConfigurationError("reductions are the compiled engine's; the reference system has none");
  }
  if ((options.workers ?? 1) > 1 && (search !== "breadth-first" || engine === "reference")) {
    const one = search === "breadth-first" ? "the reference system is searched" : `search ${search} is made`;
    throw new ConfigurationError(
      `${one} by one thread; leave out workers, or search breadth-first with the compiled engine`,
    );
  }
  const { nodes, faulty, byzantine, timing } = options;
  const configuration = configure(protocol, { nodes, faulty, byzantine, timing, parameters }, options.variant ?? null);
  return {
    configuration,
    search,
    engine,
    reductions: reductionsFor(options.reduce ?? "all", configuration.timing),
    ifLarge: reductionsIfLarge(options.reduce ?? "all", configuration.timing),
    seed: options.seed ?? 0,
    walks: options.walks ?? 1000,
    maxStates: options.maxStates ?? Number.POSITIVE_INFINITY,
    maxDepth: options.maxDepth ?? (search === "random" ? WALK_DEPTH : Number.POSITIVE_INFINITY),
    milliseconds: 1000 * (options.timeout ?? Number.POSITIVE_INFINITY),
    megabytes: options.memory ?? Number.POSITIVE_INFINITY,
    tableLimit: options.tableLimit ?? defaultTableLimit(options),
    failFast: options.failFast ?? false,
    explain: options.explain ?? true,
    workers: options.workers ?? 1,
  };
}

/** The properties that were asked for. @throws ConfigurationError for a name that the protocol does not have */
export function selectProperties(
  protocol: string,
  all: readonly Property[],
  names?: readonly string[],
): readonly Property[] {
  const known = all.map(({ name }) => name);
  if (names?.length === 0)
    throw new ConfigurationError(`no property was asked for; ${protocol} has: ${known.join(", ")}`);
  for (const name of names ?? []) {
    if (!known.includes(name)) {
      throw new ConfigurationError(`${protocol} has no property "${name}"; it has: ${known.join(", ")}`);
    }
  }
  return names ? all.filter(({ name }) => names.includes(name)) : all;
}

/** Which properties were named under bounds that they have no meaning under; where all are checked, each of them says so itself. */
export const namedInVain = (all: readonly Property[], selected: readonly Property[]): readonly string[] =>
  selected.length === all.length
    ? []
    : selected.flatMap(({ name, notApplicable }) =>
        notApplicable === undefined ? [] : [`${name} is not applicable: ${notApplicable}`],
      );

/** What a reader should know before trusting a verdict. */
export function warningsOf({ nodes, faulty, byzantine }: Configuration): readonly string[] {
  return [
    ...(byzantine.length > faulty
      ? [
          `${byzantine.length === 1 ? "1 node is" : `${byzantine.length} nodes are`} Byzantine, more than the ${faulty} that the protocol is set up to tolerate`,
        ]
      : []),
    ...(faulty > 0 && nodes <= 3 * faulty
      ? [`${nodes} nodes do not tolerate ${faulty} faulty: that takes ${3 * faulty + 1}`]
      : []),
  ];
}
