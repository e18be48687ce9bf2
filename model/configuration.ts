/** From a protocol's defaults and somebody's wishes to a configuration that makes sense. */
import type { ReplicaId } from "./message.ts";
import { camel, kebab } from "./names.ts";
import {
  type Configuration,
  type ConfigurationChange,
  type Parameters,
  type Protocol,
  type Setting,
  timingsOf,
} from "./protocol.ts";

/** A configuration that does not make sense; the message says which part, and what would. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * What the options of a check, the flags of the command and the fields of an outcome are called. A protocol's own
 * parameters stand beside them, so they must be called something else.
 */
export const RESERVED: readonly string[] = [
  ...["protocol", "nodes", "faulty", "byzantine", "timing", "variant", "parameters", "property", "properties"],
  ...["engine", "reduce", "search", "seed", "walks", "workers", "maxStates", "maxDepth", "timeout", "memory"],
  ...["tableLimit", "failFast", "crossCheck", "expect", "report", "out", "json", "quiet", "scenario", "help"],
  ...[
    "timer",
    "kill",
    "restart",
    "most",
    "host",
    "basePort",
    "keys",
    "newKeys",
    "logDir",
    "terminals",
    "replay",
    "conform",
    "watch",
  ],
  ...["signal", "onProgress", "onViolation"],
];

/** A slip of the fingers would otherwise fill the memory before anything is explored. */
const MOST_NODES = 100;

/**
 * The configuration of a run.
 *
 * @param change what is to differ from the protocol's defaults; without `byzantine`, default ids that are out of range
 *   are left out
 * @throws ConfigurationError for anything out of range, each with what is allowed
 */
export function configure(
  protocol: Protocol,
  change: ConfigurationChange = {},
  variant: string | null = null,
): Configuration {
  const { defaults } = protocol;
  const nodes = change.nodes ?? defaults.nodes;
  const faulty = change.faulty ?? defaults.faulty;
  const byzantine = change.byzantine ?? defaults.byzantine.filter((id) => id < nodes);
  const timing = change.timing ?? defaults.timing;
  const timings = timingsOf(protocol);
  refuse(!Number.isInteger(nodes) || nodes < 1, `nodes is ${nodes}; it must be a whole number, 1 or more`);
  refuse(nodes > MOST_NODES, `nodes is ${nodes}; more than ${MOST_NODES} make no state space that could be explored`);
  refuse(
    !Number.isInteger(faulty) || faulty < 0 || faulty >= nodes,
    `faulty is ${faulty}; it must be a whole number, 0 to ${nodes - 1} (fewer than the ${nodes} nodes)`,
  );
  for (const id of byzantine) {
    refuse(
      !Number.isInteger(id) || id < 0 || id >= nodes,
      `byzantine id ${id} is out of range; the nodes are 0 to ${nodes - 1}`,
    );
  }
  refuse(new Set(byzantine).size !== byzantine.length, `byzantine names a node twice: ${byzantine.join(", ")}`);
  refuse(
    byzantine.length === nodes,
    "every node is Byzantine; leave one honest at the least, there is nothing to check otherwise",
  );
  refuse(
    !timings.includes(timing),
    `timing ${timing} is not one that ${protocol.name} has; it has: ${timings.join(", ")}`,
  );
  if (variant !== null && !Object.hasOwn(protocol.variants ?? {}, variant)) {
    const known = Object.keys(protocol.variants ?? {});
    throw new ConfigurationError(`${protocol.name} has no variant "${variant}"; it has: ${known.join(", ") || "none"}`);
  }
  const parameters = configureParameters(protocol, change.parameters ?? {});
  return { nodes, faulty, byzantine: [...byzantine].sort((a, b) => a - b), timing, variant, parameters };
}

function configureParameters(protocol: Protocol, wished: Parameters): Parameters {
  for (const name of Object.keys(protocol.parameters)) {
    refuse(
      RESERVED.includes(camel(name)),
      `${protocol.name} has a parameter "${name}", which is what an option of every check is called; give the parameter another name`,
    );
  }
  for (const name of Object.keys(wished)) {
    refuse(
      !Object.hasOwn(protocol.parameters, name),
      `${protocol.name} has no parameter "${name}"; it has: ${Object.keys(protocol.parameters).join(", ") || "none"}`,
    );
  }
  return Object.fromEntries(
    Object.entries(protocol.parameters).map(([name, spec]) => {
      const value = wished[name] ?? spec.default;
      if (spec.type === "choice") {
        refuse(
          !spec.options.includes(String(value)),
          `${kebab(name)} is ${value}; it must be one of: ${spec.options.join(", ")}`,
        );
        return [name, String(value)];
      }
      const maximum = spec.maximum ?? Number.MAX_SAFE_INTEGER;
      const inRange = typeof value === "number" && Number.isInteger(value) && value >= spec.minimum && value <= maximum;
      const range = spec.maximum === undefined ? `${spec.minimum} or more` : `${spec.minimum} to ${spec.maximum}`;
      refuse(!inRange, `${kebab(name)} is ${value}; it must be a whole number, ${range}`);
      return [name, value];
    }),
  );
}

function refuse(wrong: boolean, message: string): void {
  if (wrong) throw new ConfigurationError(message);
}

/** The setting of a configuration: ids sorted into honest and Byzantine, and the rules, those of the variant if there is one. */
export function settingOf(protocol: Protocol, configuration: Configuration): Setting {
  const { nodes: n, faulty: f, timing, byzantine, parameters, variant } = configuration;
  const shared = { n, f, timing, parameters };
  const correct = protocol.rules(shared);
  const rules = variant === null ? correct : protocol.variants?.[variant]?.rules(correct, shared);
  const ids: readonly ReplicaId[] = Array.from({ length: n }, (_, id) => id);
  return { ...shared, rules: Object.freeze(rules), byzantine, honest: ids.filter((id) => !byzantine.includes(id)) };
}

/** The least value of each parameter that is a number. */
export const leastParameters = (specs: Protocol["parameters"]): Parameters =>
  Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) => (spec.type === "integer" ? [[name, spec.minimum]] : [])),
  );
