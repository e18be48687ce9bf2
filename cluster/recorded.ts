/** The logs of a run, read back: what each node was, and what it did, in its own order. Nothing in them is trusted. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "../model/action.ts";
import type { Body, ReplicaId } from "../model/message.ts";
import type { Log } from "../model/property.ts";
import type { Configuration } from "../model/protocol.ts";
import { type Check, json, listOf, record, refuse, TraceFileError, text, whole } from "../reports/narrow.ts";
import { actionOf, configurationOf } from "../reports/read.ts";
import { counted } from "../reports/words.ts";

/** What one node did. */
export interface Recorded {
  readonly actions: readonly Action[];
  readonly sent: readonly { readonly to: ReplicaId; readonly body: Body }[];
  /** What it had executed when it last said so. */
  readonly log: Log;
  /** How often it was started. */
  readonly lives: number;
}

/** A run. */
export interface Recording {
  readonly protocol: string;
  readonly configuration: Configuration;
  readonly nodes: readonly Recorded[];
}

/** Logs that cannot be used; the message says which line is wrong, and what to do. */
export class LogError extends Error {
  override readonly name = "LogError";
}

const LOG = /^node-(\d+)\.jsonl$/;
const CURE = "Write them again: byzcheck cluster ... --log-dir FOLDER, with a folder that is new.";

type About = Pick<Recording, "protocol" | "configuration"> & { readonly cluster: string };

/** @throws LogError where a file is missing, damaged, or of another run */
export function readLogs(folder: string): Recording {
  const files = filesIn(folder);
  if (files.length === 0) throw new LogError(`there are no logs in ${folder} (node-0.jsonl and so on). ${CURE}`);
  let about = null as About | null;
  const nodes = files.map((name, id): Recorded => {
    if (name !== `node-${id}.jsonl`) throw new LogError(`node-${id}.jsonl is missing in ${folder}. ${CURE}`);
    const actions: Action[] = [];
    const sent: { to: ReplicaId; body: Body }[] = [];
    let log: Log = [];
    let lives = 0;
    for (const [place, line] of linesOf(folder, name).entries()) {
      within(`${name}, line ${place + 1}`, () => {
        const entry = record(JSON.parse(line), "it");
        const kind = text(entry.kind, "kind");
        if (whole(0)(entry.node, "node") !== id) refuse(entry.node, "node", `${id}, as the file is called`);
        if (kind === "started") {
          const cluster = text(entry.cluster, "cluster");
          about ??= { cluster, protocol: text(entry.protocol, "protocol"), configuration: configurationOf(entry) };
          if (cluster !== about.cluster)
            refuse(cluster, "cluster", "that of the other logs: these are of several runs");
          lives++;
          return;
        }
        if (!about) refuse(kind, "kind", "started, in the first line");
        if (kind !== "happened") return;
        const happening = happeningOf(about.configuration, id)(entry.event, "event");
        if (happening?.kind === "did") actions.push(happening.action);
        if (happening?.kind === "sent") sent.push(happening);
        if (happening?.kind === "state") log = happening.log;
      });
    }
    if (lives === 0) refuseEmpty(join(folder, name));
    return { actions, sent, log, lives };
  });
  const { protocol, configuration } = about ?? refuseEmpty(folder);
  if (configuration.nodes !== nodes.length)
    throw new LogError(
      `${folder} has the logs of ${counted(nodes.length, "node")}, and there were ${configuration.nodes}. ${CURE}`,
    );
  return { protocol, configuration, nodes };
}

function filesIn(folder: string): readonly string[] {
  try {
    const number = (name: string): number => Number(LOG.exec(name)?.[1]);
    return readdirSync(folder)
      .filter((name) => LOG.test(name))
      .sort((one, other) => number(one) - number(other));
  } catch {
    return [];
  }
}

/** The lines of a file. Of a node that was killed the last one may be cut off. */
const linesOf = (folder: string, name: string): readonly string[] =>
  readFileSync(join(folder, name), "utf8").split("\n").slice(0, -1);

const refuseEmpty = (path: string): never => {
  throw new LogError(`${path} is empty, or has lost its first line. ${CURE}`);
};

function within(place: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (error instanceof TraceFileError || error instanceof SyntaxError || error instanceof RangeError)
      throw new LogError(`${place}: ${error.message}. ${CURE}`);
    throw error;
  }
}

type Happened =
  | { readonly kind: "did"; readonly action: Action }
  | { readonly kind: "sent"; readonly to: ReplicaId; readonly body: Body }
  | { readonly kind: "state"; readonly log: Log };

/** What a line says that a replica did; null for what is no matter of the model. */
const happeningOf =
  ({ nodes, byzantine }: Configuration, id: ReplicaId): Check<Happened | null> =>
  (value, path) => {
    const event = record(value, path);
    const toAction = (action: object): Happened => ({ kind: "did", action: actionOf(nodes, byzantine)(action, path) });
    const choices = event.choices === undefined ? [] : listOf(json)(event.choices, `${path}.choices`);
    const chosen = choices.length > 0 ? { choices } : {};
    switch (text(event.kind, `${path}.kind`)) {
      case "received": {
        const { from, message } = event;
        const lies = byzantine.some((liar) => liar === from);
        return toAction({ kind: "deliver", from, to: id, message, byzantine: lies, ...chosen });
      }
      case "timeout":
        return toAction({ kind: "timeout", replica: id, ...chosen });
      case "step":
        return toAction({ kind: "step", replica: id, name: event.name, ...chosen });
      case "round-end":
        return toAction({ kind: "round-end" });
      case "sent": {
        const body = record(event.message, `${path}.message`);
        const to = whole(0, nodes - 1)(event.to, `${path}.to`);
        return { kind: "sent", to, body: { ...body, kind: text(body.kind, `${path}.message.kind`) } };
      }
      case "state":
        return { kind: "state", log: listOf(json)(event.log, `${path}.log`) as unknown as Log };
      default:
        return null;
    }
  };
