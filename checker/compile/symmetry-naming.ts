/**
 * What messages, outputs and inputs become when two replicas swap their names. Senders and recipients are names by
 * themselves; which fields of a message body hold names as well is a guess, and everything built on it is checked.
 */
import { canonical } from "../../model/canonical.ts";
import type { Envelope, Evidence, ReplicaId } from "../../model/message.ts";
import type { Cue } from "./inputs.ts";
import type { Tables } from "./tables.ts";
import { isRecord } from "./values.ts";

/** Two names that are swapped, and the fields of message bodies that hold names. */
export interface Swap {
  readonly names: readonly [ReplicaId, ReplicaId];
  readonly fields: ReadonlySet<string>;
}

/** What becomes of the numbers of things under a swap; undefined for what nobody knows under its new name. */
export interface Naming {
  place(place: number): number;
  message(message: number): number | undefined;
  output(output: number): number | undefined;
  /** The cue of the replica at `place(from)` that a cue of the replica at `from` becomes. */
  cue(from: number, cue: number): number | undefined;
}

const NOBODY: Swap = { names: [0, 0], fields: new Set() };

/** Everything in the tables by its text, to look up what a thing becomes. */
export class Directory {
  readonly tables: Tables;
  readonly #messages: ReadonlyMap<string, number>;
  readonly #outputs: ReadonlyMap<string, number>;
  readonly #cues: readonly ReadonlyMap<string, number>[];

  constructor(tables: Tables) {
    this.tables = tables;
    const { alphabet, replicas } = tables;
    this.#messages = byText(alphabet.messages, (message) => envelopeText(alphabet.message(message), NOBODY));
    this.#outputs = byText(alphabet.outputs, (output) => canonical(alphabet.output(output)));
    this.#cues = replicas.map(({ cues }) => byText(cues.length, (cue) => cueText(cues[cue] as Cue, NOBODY)));
  }

  naming(swap: Swap): Naming {
    const { alphabet, replicas, setting } = this.tables;
    const place = (from: number): number => setting.honest.indexOf(swapped(setting.honest[from] as ReplicaId, swap));
    const message = remembered((number) => this.#messages.get(envelopeText(alphabet.message(number), swap)));
    const output = remembered((number) => {
      const { sends, executions } = alphabet.output(number);
      const renamed = sends.map((one) => message(one) ?? -1).sort((a, b) => a - b);
      return this.#outputs.get(canonical({ sends: renamed, executions }));
    });
    const cues = replicas.map((table, from) =>
      remembered((number) => this.#cues[place(from)]?.get(cueText(table.cues[number] as Cue, swap))),
    );
    return { place, message, output, cue: (from, number) => cues[from]?.(number) };
  }
}

/** Sets of fields of message bodies that may be all those that hold names, small ones first. */
export function guesses({ alphabet, lies, setting }: Tables): readonly ReadonlySet<string>[] {
  const might = new Map<string, boolean>();
  const look = (value: unknown, key: string | null): void => {
    if (Array.isArray(value)) for (const item of value) look(item, key);
    else if (isRecord(value)) for (const [name, item] of Object.entries(value)) look(item, name);
    else if (key !== null) might.set(key, might.get(key) !== false && isName(value, setting.n));
  };
  for (let message = 0; message < alphabet.messages; message++) look(alphabet.message(message).body, null);
  for (const { envelope } of lies) look(envelope.body, null);
  const fields = [...might].filter(([, is]) => is).map(([field]) => field);
  const sets = Array.from({ length: 2 ** Math.min(fields.length, MOST_FIELDS) }, (_, bits) =>
    fields.filter((_, at) => (bits >> at) & 1),
  );
  return sets.sort((a, b) => a.length - b.length).map((set) => new Set(set));
}

/** Fields that are tried in all combinations; a body with more is not looked at any closer. */
const MOST_FIELDS = 5;

const isName = (value: unknown, n: number): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < n;

const swapped = (id: ReplicaId, { names: [a, b] }: Swap): ReplicaId => (id === a ? b : id === b ? a : id);

function renamed(value: unknown, key: string | null, swap: Swap): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => renamed(item, key, swap));
    // An ascending list of names is a set of names.
    const isSet = key !== null && swap.fields.has(key) && isAscending(value);
    return isSet ? items.sort((a, b) => Number(a) - Number(b)) : items;
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renamed(item, name, swap)]));
  }
  return key !== null && swap.fields.has(key) ? swapped(value as ReplicaId, swap) : value;
}

const isAscending = (items: readonly unknown[]): boolean =>
  items.every((item, at) => typeof item === "number" && (at === 0 || item > Number(items[at - 1])));

const envelopeText = ({ from, to, body }: Envelope, swap: Swap): string =>
  canonical({ from: swapped(from, swap), to: to === "all" ? to : swapped(to, swap), body: renamed(body, null, swap) });

function cueText({ input, lie }: Cue, swap: Swap): string {
  if (input.kind !== "deliver") return canonical(input);
  return `${envelopeText(input.envelope, swap)} ${lie?.evidence ? evidenceText(lie.evidence, swap) : ""}`;
}

/** A formula's text; the order of its parts does not matter. */
function evidenceText(evidence: Evidence, swap: Swap): string {
  if ("signed" in evidence) {
    const { from, body } = evidence.signed;
    return canonical({ from: swapped(from, swap), body: renamed(body, null, swap) });
  }
  const parts = evidence.of.map((part) => evidenceText(part, swap));
  return `${evidence.atLeast} of (${parts.sort().join()})`;
}

const byText = (count: number, text: (number: number) => string): ReadonlyMap<string, number> =>
  new Map(Array.from({ length: count }, (_, number) => [text(number), number]));

/** A function of small numbers that computes each answer once, also where it is that there is none. */
function remembered(compute: (key: number) => number | undefined): (key: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key);
  };
}
