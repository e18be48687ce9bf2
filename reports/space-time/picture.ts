/**
 * A space-time diagram as plain data: what every drawing of a trace is made from, be it SVG, a terminal or a page.
 *
 * ```ts
 * const picture = pictureOf({ trace, configuration, protocol, finding, conflict });
 * ```
 *
 * A **lane** is a replica. A **moment** is a step of the trace, at the lane that took it; `moments[0]` is the start, and
 * `moments[k]` step k. A **sending** is a message that leaves: a lie leaves just before the step that takes it. An **arrow** goes
 * from a sending to one recipient: to the moment that took it, or nowhere. What happened in full, sends and lies included, is
 * `happenings(picture)` of `happenings.ts`; what a moment depended on is `causalPast(picture, step)` of `causes.ts`.
 *
 * Nothing in a picture is a function or a class: it survives JSON. Its texts are clean and clipped, and still have to be escaped
 * for HTML.
 */
import type { ReplicaId } from "../../model/message.ts";

export interface Picture {
  /** In order of their ids. */
  readonly lanes: readonly Lane[];
  /** The start, then each step. */
  readonly moments: readonly Moment[];
  /** In the order in which they left. */
  readonly sendings: readonly Sending[];
  /** By sending, then by recipient. */
  readonly arrows: readonly Arrow[];
  /** The values that are proposed, voted for and executed, in order of their first appearance. */
  readonly values: readonly Value[];
  /** What the honest replicas have executed in the end, by lane; null for the Byzantine. */
  readonly logs: readonly (readonly Entry[] | null)[];
  /** The two log entries that contradict each other; null where the trace ends in no such conflict. */
  readonly fork: readonly [EntryPlace, EntryPlace] | null;
  /** From where on the fork was inevitable; null where there is none, or it was not searched for. */
  readonly noReturn: NoReturn | null;
}

export interface Lane {
  readonly id: ReplicaId;
  /** `node 0` */
  readonly name: string;
  readonly isByzantine: boolean;
}

/** The index of a value in `values`. */
export type ValueIndex = number;

/** How a value looks, everywhere the same. Two values of one picture never have the same colour and shape. */
export interface Value {
  readonly text: string;
  /** 0 to 7. */
  readonly colour: number;
  /** 0 to 7. */
  readonly shape: number;
}

export interface Moment {
  /** 0 for the start, else the number of the step. */
  readonly step: number;
  readonly kind: "start" | "deliver" | "timeout" | "step" | "round-end";
  /** Who took the step: one replica, but for the start and the end of a round all honest ones. */
  readonly lanes: readonly ReplicaId[];
  /** `node 1 <- node 0  RESULT round 0 value 1`; "the start". */
  readonly words: string;
  /** What happened besides deliveries, for a label: `timeout`, the name of a step, `the round ends`; "" for deliveries. */
  readonly label: string;
  /** The arrow that was delivered, as an index; null where no message was. */
  readonly arrow: number | null;
  /** What it changed, each in words: `round 0 -> 1`, `log $1`. */
  readonly changes: readonly string[];
  /** The votes that it added to: as they stand after it. */
  readonly tallies: readonly Tally[];
  /** What a replica found out, in the words of the protocol: `prepared value 1`. */
  readonly badges: readonly Badge[];
  /** What was executed in it. */
  readonly executions: readonly (Entry & { readonly lane: ReplicaId })[];
  /** The state, after it, of the replicas that took it. */
  readonly states: readonly ReplicaState[];
  /** The moments that it depends on directly, by step: the one before on its lane, and the one that sent what it took, or what that shows. */
  readonly causes: readonly number[];
}

/** Votes for one thing at one replica. */
export interface Tally {
  readonly lane: ReplicaId;
  /** What is voted for: `COMMIT view 0 slot 0 value 1`. */
  readonly on: string;
  /** The kind of the messages. */
  readonly kind: string;
  /** What all of them are votes for; null where they name no value, or different ones. */
  readonly value: ValueIndex | null;
  /** Whose votes they count as, in the order in which they came; null for a vote without a name. */
  readonly voters: readonly (ReplicaId | null)[];
  /** How many it takes; null where the protocol does not say. */
  readonly needed: number | null;
}

export interface Badge {
  readonly lane: ReplicaId;
  readonly text: string;
}

export interface Entry {
  readonly slot: number;
  readonly view: number;
  readonly value: ValueIndex;
  /** The step in which it was executed. */
  readonly step: number;
}

/** A place in the log of a replica, the first being 0. */
export interface EntryPlace {
  readonly lane: ReplicaId;
  readonly place: number;
}

export interface ReplicaState {
  readonly lane: ReplicaId;
  readonly fields: readonly Field[];
}

/** A field of a replica's state in words. */
export interface Field {
  readonly name: string;
  readonly text: string;
  /** Whether it is another than before the moment. */
  readonly isNew: boolean;
}

export interface Sending {
  /** The step in which it left; for a lie, the one that took it. */
  readonly step: number;
  readonly from: ReplicaId;
  readonly to: ReplicaId | "all";
  /** The message in words: `RESULT round 0 value 1`. */
  readonly words: string;
  readonly kind: string;
  /** The values that it carries: none, one, or several. */
  readonly values: readonly ValueIndex[];
  readonly isLie: boolean;
  /** Of a lie that has to show what others have signed: the steps in which that was sent. */
  readonly shows: readonly number[];
}

export interface Arrow {
  /** The index of the sending. */
  readonly sending: number;
  readonly from: ReplicaId;
  readonly to: ReplicaId;
  /** The step that took it; null where none did. A message that was taken twice has two arrows. */
  readonly delivered: number | null;
}

export interface NoReturn {
  /** The step after which every run ends in the fork if the liars fall silent. */
  readonly step: number;
  /** False where it may have been earlier: not all steps could be determined. */
  readonly isExact: boolean;
}
