/**
 * A session as the part of a URL behind `#`, and back: `protocol=bsmr&nodes=4&faulty=1&byzantine=0&...&steps=1x9k.4fa`.
 * A step is named by what happens in it: a link that was made before a protocol changed leads to the same steps, or is refused.
 */
import { ConfigurationError } from "../model/configuration.ts";
import { ModelError } from "../model/error.ts";
import type { Parameters, Protocol, Timing } from "../model/protocol.ts";
import { begin, choicesOf, goTo, type Session, take } from "./session.ts";
import { protocolCalled, type Setup, setupOf } from "./setup.ts";

/** A link that leads nowhere; the message says why, and what to do. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

const damaged = (why: string): LinkError =>
  new LinkError(`This link leads nowhere: ${why}. Ask for it again, or begin with the setup on this page.`);

/** What stands in a link beside the parameters of the protocol. */
export const FIELDS = ["protocol", "variant", "scenario", "nodes", "faulty", "byzantine", "timing", "steps", "at"];

/** The link to a session, without `#`. */
export function linkTo({ setup, steps, at }: Session): string {
  const { protocol, configuration, scenario } = setup;
  const { nodes, faulty, byzantine, timing, variant, parameters } = configuration;
  const fields = {
    protocol: protocol.name,
    ...(variant === null ? {} : { variant }),
    ...(scenario === null ? {} : { scenario }),
    ...{ nodes, faulty, byzantine: byzantine.join("."), timing, ...parameters },
    ...(steps.length === 0 ? {} : { steps: steps.map(({ code }) => code).join(".") }),
    ...(at === steps.length ? {} : { at }),
  };
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/**
 * The session that a link leads to. What it does not say of a configuration is as the protocol has it.
 *
 * @param link without `#`
 * @throws LinkError for whatever is wrong with it
 */
export function sessionAt(link: string): Session {
  const fields = fieldsIn(link);
  let session = started(fields);
  for (const code of list(fields.get("steps"))) {
    const choice = choicesOf(session).find((one) => one.code === code);
    if (!choice) throw damaged(`its step ${session.at + 1} is not possible there, in this version of byzcheck`);
    session = take(session, choice);
  }
  const at = fields.get("at");
  if (at === undefined) return session;
  if (whole("at", at) > session.at) throw damaged(`it is about step ${at} of ${session.at}`);
  return goTo(session, whole("at", at));
}

function fieldsIn(link: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(link)) {
    if (fields.has(name)) throw damaged(`it gives "${name}" twice`);
    fields.set(name, value);
  }
  return fields;
}

function started(fields: ReadonlyMap<string, string>): Session {
  try {
    return begin(setupIn(fields));
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof ModelError) throw damaged(error.message);
    throw error;
  }
}

function setupIn(fields: ReadonlyMap<string, string>): Setup {
  const protocol = protocolCalled(fields.get("protocol") ?? "");
  const number = (name: string): number | undefined => {
    const text = fields.get(name);
    return text === undefined ? undefined : whole(name, text);
  };
  const byzantine = fields.get("byzantine");
  const change = {
    nodes: number("nodes"),
    faulty: number("faulty"),
    byzantine: byzantine === undefined ? undefined : list(byzantine).map((id) => whole("byzantine", id)),
    // That it is one is looked at with the rest of the configuration.
    timing: fields.get("timing") as Timing | undefined,
    parameters: parametersIn(fields, protocol),
  };
  return setupOf(protocol, change, fields.get("variant") ?? null, fields.get("scenario") ?? null);
}

function parametersIn(fields: ReadonlyMap<string, string>, protocol: Protocol): Parameters {
  const own = [...fields].filter(([name]) => !FIELDS.includes(name));
  return Object.fromEntries(
    own.map(([name, text]) => [name, protocol.parameters[name]?.type === "integer" ? whole(name, text) : text]),
  );
}

const list = (text = ""): readonly string[] => (text === "" ? [] : text.split("."));

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw damaged(`${name} is "${text}", and must be a whole number`);
  return Number(text);
}
