/** What replicas find out along a trace: the votes they count, and what the protocol says of it. */
import type { Trace, TraceStep } from "../../checker/outcome.ts";
import { settingOf } from "../../model/configuration.ts";
import { createMachine } from "../../model/machine.ts";
import type { Body, Envelope, ReplicaId } from "../../model/message.ts";
import type { Ballot, Configuration, Context, Protocol } from "../../model/protocol.ts";
import type { GlobalState } from "../../model/state.ts";
import { clean, clip, messageWords } from "../words.ts";
import { actorsOf } from "./actors.ts";
import type { Badge, Tally } from "./picture.ts";
import type { Values } from "./values.ts";

export interface Findings {
  readonly tallies: readonly Tally[];
  readonly badges: readonly Badge[];
}

/** What a vote is, and what is found out: in the words of a protocol, or without them. */
export interface Words {
  ballot(message: Envelope, replica: unknown, id: ReplicaId): Ballot | null;
  noticed(
    before: unknown,
    after: unknown,
    id: ReplicaId,
    step: Pick<TraceStep, "sends" | "executions">,
  ): readonly string[];
  /** Whether the protocol says itself what a vote is. */
  readonly saysBallots: boolean;
}

/** The words of a protocol under a configuration; null for a protocol that is not at hand. */
export function wordsOf(protocol: Protocol | null, configuration: Configuration): Words {
  const { ballot, noticed } = protocol?.wording ?? {};
  const setting = protocol && settingOf(protocol, configuration);
  const contexts = new Map<ReplicaId, Context>(
    protocol && setting ? setting.honest.map((id) => [id, createMachine(protocol, setting, id).context]) : [],
  );
  return {
    saysBallots: ballot !== undefined,
    ballot(message, replica, id) {
      const context = contexts.get(id);
      return (context && ballot?.(message, replica, context)) ?? null;
    },
    noticed(before, after, id, { sends, executions }) {
      const context = contexts.get(id);
      if (!context || !noticed) return [];
      return noticed(before, after, context, {
        sends: sends.filter(({ from }) => from === id),
        executions: executions.filter(({ replica }) => replica === id),
      });
    },
  };
}

/** What is found out in each moment: the start, then each step. */
export function findingsAlong(
  { initial, steps }: Pick<Trace, "initial" | "steps">,
  states: readonly GlobalState[],
  honest: readonly ReplicaId[],
  words: Words,
  values: Values,
): readonly Findings[] {
  const poll = new Poll(words, values);
  const start = honest.flatMap((id) => poll.castOwn(initial.soup, initial.replicas[id], id));
  return [
    { tallies: latest(start), badges: [] },
    ...steps.map((step, place) => {
      const [before, after] = [states[place]?.replicas ?? [], states[place + 1]?.replicas ?? []];
      const { action } = step;
      const taken = action.kind === "deliver" ? poll.take(action, before[action.to]) : [];
      const own = honest.flatMap((id) => poll.castOwn(step.sends, before[id], id));
      const badges = actorsOf(action, honest).flatMap((lane) =>
        words.noticed(before[lane], after[lane], lane, step).map((text) => ({ lane, text: said(text) })),
      );
      return { tallies: latest([...taken, ...own]), badges };
    }),
  ];
}

const said = (text: string): string => clip(clean(text), 200);

/** Of tallies for the same thing, the last; what is nearest to its quorum first, for that is what led to the rest. */
const latest = (tallies: readonly Tally[]): readonly Tally[] =>
  lastOfEach(tallies).toSorted((one, other) => progressOf(other) - progressOf(one));

const progressOf = ({ voters, needed }: Tally): number => voters.length / (needed ?? Number.POSITIVE_INFINITY);

const lastOfEach = (tallies: readonly Tally[]): readonly Tally[] =>
  tallies.filter((one, place) => !tallies.slice(place + 1).some(({ lane, on }) => lane === one.lane && on === one.on));

/** The votes that the replicas have counted so far. */
class Poll {
  readonly #words: Words;
  readonly #values: Values;
  readonly #tallies = new Map<string, Tally>();

  constructor(words: Words, values: Values) {
    this.#words = words;
    this.#values = values;
  }

  /** A replica takes a message. */
  take({ from, to, message }: Letter, replica: unknown): readonly Tally[] {
    return this.#count({ from, to, body: message }, replica, to);
  }

  /** A replica sends messages: what it votes for itself. */
  castOwn(sends: readonly Envelope[], replica: unknown, id: ReplicaId): readonly Tally[] {
    return sends.filter(({ from }) => from === id).flatMap((message) => this.#count(message, replica, id));
  }

  #count(message: Envelope, replica: unknown, lane: ReplicaId): readonly Tally[] {
    const ballot = this.#ballot(message, replica, lane);
    if (ballot === null) return [];
    const { voter, needed } = ballot;
    const on = said(ballot.on);
    const known = this.#tallies.get(`${lane} ${ballot.on}`);
    if (known && voter !== null && known.voters.includes(voter)) return [known];
    const carried = this.#values.carriedBy(message.body);
    const value = carried.length === 1 ? (carried[0] ?? null) : null;
    const tally: Tally = {
      lane,
      on,
      kind: said(message.body.kind),
      value: known === undefined || known.value === value ? value : null,
      voters: [...(known?.voters ?? []), voter],
      needed,
    };
    this.#tallies.set(`${lane} ${ballot.on}`, tally);
    return needed === null && tally.voters.length === 1 ? [] : [tally];
  }

  /** Of a protocol that does not say what a vote is, equal messages of different senders are counted together, from two on. */
  #ballot(
    message: Envelope,
    replica: unknown,
    lane: ReplicaId,
  ): (Omit<Ballot, "needed"> & { readonly needed: number | null }) | null {
    if (this.#words.saysBallots) return this.#words.ballot(message, replica, lane);
    return { on: messageWords(message.body), voter: message.from, needed: null };
  }
}

interface Letter {
  readonly from: ReplicaId;
  readonly to: ReplicaId;
  readonly message: Body;
}
