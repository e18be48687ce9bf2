/**
 * One call of a reducer, and what it returns.
 *
 * A reducer is an immer recipe: it changes the draft of a replica and puts out messages, executions and choices. The
 * call around it is a pure function of the replica and the input. That is not taken on trust: every call is made twice
 * on frozen input and the two results are compared, so a clock, a random number or a hidden variable is found.
 */

import { canonical, type Json } from "./canonical.ts";
import { type Draft, produce } from "./draft.ts";
import { ModelError } from "./error.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";

/** An entry of a replica's log: it executed `value` for `slot`, decided in `view`. */
export interface Execution {
  readonly slot: number;
  readonly view: number;
  readonly value: Json;
}

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
  /** The action in words. */
  readonly action: string;
}

/**
 * Every step that a reducer can make from a replica state: one for each sequence of choices.
 *
 * @throws ModelError naming the protocol, the action and the path of the offending value
 */
export function steps<R, B extends Body>(replica: R, recipe: Recipe<R, B>, site: CallSite): readonly Step<R, B>[] {
  const found: Step<R, B>[] = [];
  let picks: readonly number[] | null = [];
  while (picks !== null) {
    const first = call(replica, recipe, site, picks);
    assertSame(first, call(replica, recipe, site, picks), site);
    found.push(first.step);
    picks = nextPicks(first.picks, first.arities);
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
  const sends: Envelope<B>[] = [];
  const executions: Execution[] = [];
  const choices: Json[] = [];
  const picks: number[] = [];
  const arities: number[] = [];
  const put = (to: ReplicaId | "all", body: B): void => {
    if (to === site.id || (to !== "all" && !(Number.isInteger(to) && to >= 0 && to < site.n))) {
      throw fault(site, "misuse", `it sends ${body.kind} to node ${to}. Send to another replica, 0 to ${site.n - 1}.`);
    }
    if (!site.kinds.includes(body.kind)) {
      throw fault(
        site,
        "misuse",
        `it sends a message of kind "${body.kind}". Add it to the protocol's kinds: [${site.kinds.join(", ")}].`,
      );
    }
    sends.push(plain({ from: site.id, to, body }, "message"));
  };
  const out: Out<B> = {
    send: put,
    broadcast: (body) => put("all", body),
    execute: (slot, view, value) => void executions.push(plain({ slot, view, value }, "execution")),
    choose: (options) => {
      const pick = given[picks.length] ?? 0;
      const option = options[pick];
      if (option === undefined) throw fault(site, "misuse", "it chooses from no options. Offer one at the least.");
      picks.push(pick);
      arities.push(options.length);
      choices.push(plain(option, "choice"));
      return option;
    },
  };
  const after = guarded(site, () =>
    produce(replica, (draft: Draft<R>) => {
      recipe(draft, out);
    }),
  );
  return { step: { replica: after as R, sends, executions, choices }, picks, arities };
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
  const texts = [first, second].map((one) => guarded(site, () => canonical(one.step, "step")));
  if (texts[0] !== texts[1] || first.arities.join() !== second.arities.join()) {
    throw fault(
      site,
      "impure",
      `two runs on the same input differ:\n  first   ${texts[0]}\n  second  ${texts[1]}\nA reducer may depend on its replica, its input and its context alone: no clock, no randomness, no variable outside.`,
    );
  }
}

/** Runs a protocol's code and puts the protocol and the action before whatever it throws. */
function guarded<T>(site: CallSite, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ModelError) {
      if (error.kind === "unserialisable") throw fault(site, error.kind, error.message);
      throw error;
    }
    const message = error instanceof Error ? error.message : String(error);
    const wroteToFrozen = /read only|read-only|not extensible|Cannot delete property|Cannot define property/.test(
      message,
    );
    throw wroteToFrozen
      ? fault(
          site,
          "impure",
          `it writes to its frozen input (${message}). Change the replica's draft only; message and context are read-only.`,
          error,
        )
      : fault(site, "throws", `the reducer threw: ${message}`, error);
  }
}

const fault = (site: CallSite, kind: ModelError["kind"], message: string, cause?: unknown): ModelError =>
  new ModelError(kind, `protocol ${site.protocol}, node ${site.id}, ${site.action}: ${message}`, { cause });
