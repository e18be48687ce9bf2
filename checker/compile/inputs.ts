/** What one honest replica may react to, numbered, and what it does then: each reducer call made once. */
import { type Lie, vocabulary } from "../../model/adversary.ts";
import { inputsWithoutSender } from "../../model/local.ts";
import { createMachine, type Input, type Machine } from "../../model/machine.ts";
import { type Body, isFor, type ReplicaId } from "../../model/message.ts";
import type { Protocol, Setting } from "../../model/protocol.ts";
import type { Step } from "../../model/step.ts";
import { Alphabet } from "./alphabet.ts";
import type { Layout } from "./layout.ts";
import type { Learned, Reactions } from "./reactions.ts";
import { SharedReactions } from "./shared-reactions.ts";

/** An input of a replica, and what it takes for it to be there. */
export interface Cue {
  readonly input: Input;
  /** The number of the honest replicas' message that it is; null for anything else. */
  readonly message: number | null;
  /** The lie that it is; null for anything else. */
  readonly lie: Lie | null;
}

/** The honest replicas under a setting, and all that is found out of them: tables that are built of the same call no reducer twice. */
export interface Replicas {
  readonly setting: Setting;
  readonly alphabet: Alphabet;
  readonly lies: readonly Lie[];
  /** One for each honest replica, in the order of their ids. */
  readonly inputs: readonly Inputs[];
}

export function replicasOf<R, B extends Body>(protocol: Protocol<R, B>, setting: Setting): Replicas {
  const alphabet = new Alphabet();
  const lies = vocabulary(protocol as Protocol, setting);
  const shared = new SharedReactions(alphabet);
  const inputs = setting.honest.map((id) => new Inputs(protocol as Protocol, setting, id, lies, alphabet, shared));
  for (const { start } of inputs) alphabet.idOfOutput(start);
  return { setting, alphabet, lies, inputs };
}

export class Inputs {
  readonly id: ReplicaId;
  readonly machine: Machine;
  readonly start: Step;
  readonly alphabet: Alphabet;
  readonly layout: Layout;
  readonly cues: Cue[] = [];
  /** What the replica does on each cue. */
  readonly reactions: Reactions[] = [];
  /** What the end of a round does; null where rounds do not end. */
  readonly roundEnd: Reactions | null;
  /** All that was found out of these reactions, one after the other. */
  readonly learned: Learned[] = [];
  readonly #shared: SharedReactions;
  #messagesSeen = 0;

  constructor(
    protocol: Protocol,
    setting: Setting,
    id: ReplicaId,
    lies: readonly Lie[],
    alphabet: Alphabet,
    shared: SharedReactions,
  ) {
    this.id = id;
    this.machine = createMachine(protocol, setting, id);
    this.start = this.machine.start();
    this.alphabet = alphabet;
    this.layout = shared.layoutOf(this.start.replica);
    this.#shared = shared;
    this.roundEnd = setting.timing === "lockstep" ? this.#reactionsOn({ kind: "round-end" }) : null;
    for (const input of inputsWithoutSender(protocol, setting)) this.#add({ input, message: null, lie: null });
    for (const lie of lies) {
      if (lie.envelope.to === id) this.#add({ input: { kind: "deliver", envelope: lie.envelope }, message: null, lie });
    }
  }

  /** How often a reducer was called. */
  get calls(): number {
    return this.reactions.reduce((sum, one) => sum + one.calls, this.roundEnd?.calls ?? 0);
  }

  /** Takes in the messages for this replica that were sent since. */
  hearNewMessages(): void {
    for (; this.#messagesSeen < this.alphabet.messages; this.#messagesSeen++) {
      const envelope = this.alphabet.message(this.#messagesSeen);
      if (isFor(envelope, this.id)) {
        this.#add({ input: { kind: "deliver", envelope }, message: this.#messagesSeen, lie: null });
      }
    }
  }

  #add(cue: Cue): void {
    this.cues.push(cue);
    this.reactions.push(this.#reactionsOn(cue.input));
  }

  #reactionsOn(input: Input): Reactions {
    return this.#shared.of(this.machine, input, this.layout, this.learned);
  }
}
