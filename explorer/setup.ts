/** What is explored: a protocol under a configuration, and the script of a scenario where one is played. */
import { canonical } from "../model/canonical.ts";
import { ConfigurationError, configure } from "../model/configuration.ts";
import type { Configuration, ConfigurationChange, Protocol } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";

export interface Setup {
  readonly protocol: Protocol;
  readonly configuration: Configuration;
  /** The scenario whose lies are part of what the Byzantine nodes can say; null for none. */
  readonly scenario: string | null;
}

/** A text that is the same exactly for setups of the same protocol, configuration and scenario. */
export const keyOf = ({ protocol, configuration, scenario }: Setup): string =>
  canonical({ protocol: protocol.name, configuration, scenario });

/** The protocol of this name. @throws ConfigurationError naming those that there are */
export function protocolCalled(name: string): Protocol {
  const found = PROTOCOLS.find((one) => one.name === name);
  if (found) return found;
  const known = PROTOCOLS.map((one) => one.name).join(", ");
  throw new ConfigurationError(`there is no protocol "${name}" here; there is: ${known}`);
}

/**
 * A setup that makes sense.
 *
 * @throws ConfigurationError for what is out of range, and for a scenario that the protocol does not have
 */
export function setupOf(
  protocol: Protocol,
  change: ConfigurationChange = {},
  variant: string | null = null,
  scenario: string | null = null,
): Setup {
  if (scenario !== null && !Object.hasOwn(protocol.scenarios ?? {}, scenario)) {
    const known = Object.keys(protocol.scenarios ?? {}).join(", ") || "none";
    throw new ConfigurationError(`${protocol.name} has no scenario "${scenario}"; it has: ${known}`);
  }
  return { protocol, configuration: configure(protocol, change, variant), scenario };
}
