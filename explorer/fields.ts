/** A setup as the fields of a form, which hold texts, and back. */
import { ConfigurationError } from "../model/configuration.ts";
import { kebab } from "../model/names.ts";
import { type Parameters, type Protocol, timingsOf } from "../model/protocol.ts";
import { type Setup, setupOf } from "./setup.ts";

export interface Fields {
  readonly variant: string | null;
  readonly nodes: string;
  readonly faulty: string;
  readonly byzantine: readonly number[];
  readonly timing: string;
  readonly parameters: { readonly [name: string]: string };
}

/** The fields of a setup. */
export function fieldsOf({ configuration }: Setup): Fields {
  const { nodes, faulty, byzantine, timing, variant, parameters } = configuration;
  const texts = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
  const numbers = { nodes: String(nodes), faulty: String(faulty) };
  return { ...numbers, byzantine, timing, variant, parameters: Object.fromEntries(texts) };
}

/**
 * The setup that fields say. Byzantine nodes that are no longer among the nodes are left out.
 *
 * @throws ConfigurationError naming the field that makes no sense
 */
export function setupFrom(protocol: Protocol, { variant, timing, parameters, ...fields }: Fields): Setup {
  const nodes = whole("nodes", fields.nodes);
  const change = {
    nodes,
    faulty: whole("faulty", fields.faulty),
    byzantine: fields.byzantine.filter((id) => id < nodes),
    timing: timingsOf(protocol).find((one) => one === timing),
    parameters: parametersFrom(protocol, parameters),
  };
  return setupOf(protocol, change, variant);
}

const parametersFrom = (protocol: Protocol, texts: Fields["parameters"]): Parameters =>
  Object.fromEntries(
    Object.entries(protocol.parameters).flatMap(([name, { type }]) => {
      const text = texts[name];
      if (text === undefined) return [];
      return [[name, type === "integer" ? whole(kebab(name), text) : text]];
    }),
  );

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw new ConfigurationError(`${name} must be a whole number`);
  return Number(text);
}
