/**
 * One call of a reducer, and what it returns.
 *
 * A reducer is an immer recipe: it changes the draft of a replica and puts out messages, executions and choices. The
 * call around it is a pure function of the replica and the input. That is not taken on trust: every call is made twice
 * on frozen input and the two results are compared, so a clock, a random number or a hidden variable is found.
 */

import { assertPlain, canonical, equal, type Json } from "./canonical.ts";
import { type Draft, produce } from "./draft.ts";
import { ModelError } from "./error.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";

/** An entry of a replica's log: it executed `value` for `slot`, decided in `view`. */
export interface Execution {
  readonly slot: number;
  readonly view: number;
  readonly value: Json;
}

/** In place of the view of an execution: the value came with a state that was fetched from others, which does not tell its view. */
export const FETCHED = -1;

/** Where a reducer puts what it does besides changing its replica. */
export interface Out<B extends Body = Body> {
  /** Sends to one other replica. */
  send(to: ReplicaId, body: B): void;
  /** Sends to every other replica. */
  broadcast(body: B): void;
  /** Appends to the replica's log. A reducer never reads its log. */
  execute(slot: number, view: number, value: Json): void;
  /** A nondeterministic choice: the checker tries every option. */
  choose<const T extends Json>(options: readonly T[]): T;
}

/** What one call of a reducer did, under one sequence of choices. */
export interface Step<R = unknown, B extends Body = Body> {
  readonly replica: R;
  readonly sends: readonly Envelope<B>[];
  readonly executions: readonly Execution[];
  readonly choices: readonly Json[];
}

/** A reducer with its input and context already given. */
export type Recipe<R, B extends Body> = (replica: Draft<R>, out: Out<B>) => void;

/** Who calls: for the error messages, and to address what is sent. */
export interface CallSite {
  readonly protocol: string;
  readonly id: ReplicaId;
  readonly n: number;
  readonly kinds: readonly string[];
  /** The action in words, for whoever has to blame it. */
  action(): string;
}

/** A call that somebody watches. */
export interface Watched<R> {
  /** Stands between a reducer and its draft to see what it reads and writes; must behave as the draft does. */
  watch(draft: Draft<R>): Draft<R>;
  /** Called when the reducer asks which replica it is: by the id in its context, or the recipient of a message. */
  asksWho(): void;
  /** Whether to take this call's word for it: a reducer that has been found pure often enough is run once. */
  readonly once: boolean;
}

/**
 * Every step that a reducer can make from a replica state: one for each sequence of choices.
 *
 * @param watched watches the first of the two runs of each call; the second is always unwatched
 * @throws ModelError naming the protocol, the action and the path of the offending value
 */
export function steps<R, B extends Body>(
  replica: R,
  recipe: Recipe<R, B>,
  site: CallSite,
  watched?: Watched<R>,
): readonly Step<R, B>[] {
  const first: Recipe<R, B> = watched ? (draft, out) => recipe(watched.watch(draft), out) : recipe;
  const found: Step<R, B>[] = [];
  let picks: readonly number[] | null = [];
  while (picks !== null) {
    const made = call(replica, first, site, picks);
    if (!watched?.once) assertSame(made, call(replica, recipe, site, picks), site);
    found.push(made.step);
    picks = nextPicks(made.picks, made.arities);
  }
  return found;
}

interface Call<R, B extends Body> {
  readonly step: Step<R, B>;
  /** Which option was taken at each choice, and of how many. */
  readonly picks: readonly number[];
  readonly arities: readonly number[];
}

function call<R, B extends Body>(
  replica: R,
  recipe: Recipe<R, B>,
  site: CallSite,
  given: readonly number[],
): Call<R, B> {
  const out = new Outbox<B>(site, given);
  try {
    const after = produce(replica, (draft: Draft<R>) => {
      recipe(draft, out);
    });
    assertPlain(after, "step.replica", replica);
    const { sends, executions, choices, picks, arities } = out;
    return { step: { replica: after as R, sends, executions, choices }, picks, arities };
  } catch (error) {
    throw blamed(site, error);
  }
}

/** Collects what one call puts out, answering its choices as given and then with the first option. */
class Outbox<B extends Body> implements Out<B> {
  readonly sends: Envelope<B>[] = [];
  readonly executions: Execution[] = [];
  readonly choices: Json[] = [];
  readonly picks: number[] = [];
  readonly arities: number[] = [];
  readonly #site: CallSite;
  readonly #given: readonly number[];

  constructor(site: CallSite, given: readonly number[]) {
    this.#site = site;
    this.#given = given;
  }

  send(to: ReplicaId | "all", body: B): void {
    const { id, n, kinds } = this.#site;
    if (to === id || (to !== "all" && !(Number.isInteger(to) && to >= 0 && to < n))) {
      throw fault(this.#site, "misuse", `it sends ${body.kind} to node ${to}. Send to another replica, 0 to ${n - 1}.`);
    }
    if (!kinds.includes(body.kind)) {
      throw fault(
        this.#site,
        "misuse",
        `it sends a message of kind "${body.kind}". Add it to the protocol's kinds: [${kinds.join(", ")}].`,
      );
    }
    this.sends.push(plain({ from: id, to, body }, "message"));
  }

  broadcast(body: B): void {
    this.send("all", body);
  }

  execute(slot: number, view: number, value: Json): void {
    this.executions.push(plain({ slot, view, value }, "execution"));
  }

  choose<const T extends Json>(options: readonly T[]): T {
    const pick = this.#given[this.picks.length] ?? 0;
    const option = options[pick];
    if (option === undefined) throw fault(this.#site, "misuse", "it chooses from no options. Offer one at the least.");
    this.picks.push(pick);
    this.arities.push(options.length);
    this.choices.push(plain(option, "choice"));
    return option;
  }
}

/** The value as it is now: what a reducer puts out may be a draft, which dies with the call. */
function plain<T>(value: T, origin: string): T {
  canonical(value, origin);
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The next sequence of choices, counting up like an odometer; null after the last. */
function nextPicks(picks: readonly number[], arities: readonly number[]): readonly number[] | null {
  for (let last = picks.length - 1; last >= 0; last--) {
    const pick = (picks[last] ?? 0) + 1;
    if (pick < (arities[last] ?? 0)) return [...picks.slice(0, last), pick];
  }
  return null;
}

function assertSame<R, B extends Body>(first: Call<R, B>, second: Call<R, B>, site: CallSite): void {
  if (equal(first, second)) return;
  throw fault(
    site,
    "impure",
    `two runs on the same input differ:\n  first   ${canonical(first.step)}\n  second  ${canonical(second.step)}\nA reducer may depend on its replica, its input and its context alone: no clock, no randomness, no variable outside.`,
  );
}

/** What a protocol's code threw, with the protocol and the action put before it. */
function blamed(site: CallSite, error: unknown): ModelError {
  if (error instanceof ModelError) {
    return error.kind === "unserialisable" ? fault(site, error.kind, error.message) : error;
  }
  const message = error instanceof Error ? error.message : String(error);
  const wroteToFrozen = /read only|read-only|not extensible|Cannot delete property|Cannot define property/.test(
    message,
  );
  if (!wroteToFrozen) return fault(site, "throws", `the reducer threw: ${message}`, error);
  return fault(
    site,
    "impure",
    `it writes to its frozen input (${message}). Change the replica's draft only; message and context are read-only.`,
    error,
  );
}

const fault = (site: CallSite, kind: ModelError["kind"], message: string, cause?: unknown): ModelError =>
  new ModelError(kind, `protocol ${site.protocol}, node ${site.id}, ${site.action()}: ${message}`, { cause });
