/**
 * A system: a protocol, a network and an adversary, as one pure function `next(state, action)` over one immutable
 * global state. This function is the definition of truth; every faster engine must agree with it.
 *
 * The network is a soup: a message once sent stays deliverable for ever, to each recipient, in any order, any number
 * of times, or never. An action is enabled exactly where it changes the global state.
 */
import { type Action, actionWords } from "./action.ts";
import { type Lie, vocabulary } from "./adversary.ts";
import { canonical } from "./canonical.ts";
import { settingOf } from "./configuration.ts";
import { freeze } from "./draft.ts";
import { ModelError } from "./error.ts";
import { createLocal, type Local, type LocalStep, remember } from "./local.ts";
import { type Body, holds, isFor } from "./message.ts";
import type { Property } from "./property.ts";
import type { Configuration, Protocol, Setting } from "./protocol.ts";
import { addToSoup, type Soup, wasSent } from "./soup.ts";
import { type GlobalState, Parts, type Row } from "./state.ts";

/** An enabled action and the state it leads to. */
export interface Transition<R = unknown, B extends Body = Body> {
  readonly action: Action<B>;
  readonly next: GlobalState<R, B>;
}

export interface System<R = unknown, B extends Body = Body> {
  readonly protocol: Protocol<R, B>;
  readonly configuration: Configuration;
  readonly setting: Setting;
  readonly properties: readonly Property<R, B>[];
  /** Everything that the Byzantine replicas can say. */
  readonly lies: readonly Lie<B>[];
  readonly initial: GlobalState<R, B>;
  /** The enabled actions with their successors. Two actions that lead to the same state are two transitions. */
  transitions(state: GlobalState<R, B>): readonly Transition<R, B>[];
  actions(state: GlobalState<R, B>): readonly Action<B>[];
  /** @throws ModelError "not-enabled" if the action is not enabled in the state */
  next(state: GlobalState<R, B>, action: Action<B>): GlobalState<R, B>;
  /** States as rows of numbers. */
  readonly parts: Parts<R, B>;
  /** `transitions`, over rows: calls `take` with each enabled action and the row it leads to, which is overwritten later. */
  successors(row: Row, take: (action: Action<B>, next: Int32Array) => void): void;
}

/**
 * The system of a protocol under a configuration.
 *
 * @throws ModelError where the protocol breaks its contract: here, or at a later call
 */
export function createSystem<R, B extends Body>(protocol: Protocol<R, B>, configuration: Configuration): System<R, B> {
  const setting = settingOf(protocol, configuration);
  const lies = vocabulary(protocol, setting);
  const parts = new Parts<R, B>(setting);
  const locals = setting.honest.map((id) => createLocal(protocol, setting, id, lies, parts));
  const successors = successorsOf(setting, locals, parts);
  const transitions = (state: GlobalState<R, B>): readonly Transition<R, B>[] => {
    const found: Transition<R, B>[] = [];
    successors(parts.row(state), (action, next) => found.push({ action, next: parts.state(next) }));
    return found;
  };
  return {
    protocol,
    configuration,
    setting,
    properties: protocol.properties(setting),
    lies,
    initial: initialState(setting, locals),
    transitions,
    actions: (state) => transitions(state).map(({ action }) => action),
    next(state, action) {
      const text = canonical(action, "action");
      const found = transitions(state).find((one) => canonical(one.action) === text);
      if (!found) throw new ModelError("not-enabled", `not enabled in this state: ${actionWords(action)}`);
      return found.next;
    },
    parts,
    successors,
  };
}

function successorsOf<R, B extends Body>(
  setting: Setting,
  locals: readonly Local<R, B>[],
  parts: Parts<R, B>,
): System<R, B>["successors"] {
  const places = locals.length;
  const SOUP = 2 * places;
  const next = new Int32Array(parts.width);

  /** The numbers of the messages in a soup that are for a place's replica. */
  const inbox = remember((soup) =>
    setting.honest.map((id) =>
      parts.soups
        .value(soup)
        .filter((one) => isFor(one, id))
        .map((one) => parts.envelopes.id(one)),
    ),
  );
  const soupAfter = (soup: number, { step }: LocalStep<R, B>): number =>
    parts.soups.id(
      addToSoup(
        parts.soups.value(soup),
        step.sends.map((one) => parts.envelopes.representative(one)),
      ),
    );
  const logAfter = (log: number, { step }: LocalStep<R, B>): number =>
    parts.logs.id([...parts.logs.value(log), ...step.executions]);
  const soupsAfter = rememberByStep(soupAfter);
  const logsAfter = rememberByStep(logAfter);

  /** Whether a lie's evidence can be shown, by soup. */
  const canBeShown = ({ evidence }: Lie<B>, soup: Soup<B>): boolean =>
    evidence === null ||
    holds(evidence, (statement) => setting.byzantine.includes(statement.from) || wasSent(soup, statement));

  /** Makes a step of one replica in `next`, and tells whether that changes anything. */
  const make = (place: number, local: LocalStep<R, B>): boolean => {
    const { step, replica } = local;
    const [before, soup] = [next[place], next[SOUP] as number];
    next[place] = replica;
    if (step.executions.length > 0) next[places + place] = logsAfter(next[places + place] as number, local);
    if (step.sends.length > 0) next[SOUP] = soupsAfter(soup, local);
    return replica !== before || step.executions.length > 0 || next[SOUP] !== soup;
  };

  return (row, take) => {
    const offer = (place: number, local: LocalStep<R, B>): boolean => {
      next.set(row);
      const changes = make(place, local);
      if (changes) take(local.action, next);
      return changes;
    };
    const soup = row[SOUP] as number;
    let quiet = true;
    locals.forEach((local, place) => {
      const replica = row[place] as number;
      for (const envelope of inbox(soup)[place] ?? []) {
        for (const one of local.received(replica, envelope)) if (offer(place, one)) quiet = false;
      }
    });
    locals.forEach((local, place) => {
      const replica = row[place] as number;
      for (const { lie, steps } of local.tempted(replica)) {
        if (canBeShown(lie, parts.soups.value(soup))) for (const one of steps) offer(place, one);
      }
      for (const one of local.own(replica)) offer(place, one);
    });
    if (setting.timing === "lockstep" && quiet) {
      next.set(row);
      const changes = locals.map((local, place) => make(place, local.roundEnd(row[place] as number)));
      if (changes.includes(true)) take({ kind: "round-end" }, next);
    }
  };
}

/** A function of a number and a local step that computes each answer once. */
function rememberByStep<R, B extends Body>(
  compute: (key: number, local: LocalStep<R, B>) => number,
): (key: number, local: LocalStep<R, B>) => number {
  const known = new Map<LocalStep<R, B>, number[]>();
  return (key, local) => {
    let answers = known.get(local);
    if (!answers) {
      answers = [];
      known.set(local, answers);
    }
    let answer = answers[key];
    if (answer === undefined) {
      answer = compute(key, local);
      answers[key] = answer;
    }
    return answer;
  };
}

function initialState<R, B extends Body>(setting: Setting, locals: readonly Local<R, B>[]): GlobalState<R, B> {
  const places = Array.from({ length: setting.n }, (_, id) => locals[setting.honest.indexOf(id)]?.start ?? null);
  return freeze(
    {
      replicas: places.map((start) => start?.replica ?? null),
      logs: places.map((start) => start?.executions ?? null),
      soup: addToSoup(
        [],
        places.flatMap((start) => start?.sends ?? []),
      ),
    },
    true,
  );
}
