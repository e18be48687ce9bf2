/**
 * PBFT a second time, from the paper (Castro and Liskov, OSDI 1999) and from nothing else in this repository: no inboxes
 * and no deliveries. A rule fires as soon as enough messages have been *sent*, which is read off what replicas have done: a backup that
 * has accepted a value has sent its PREPARE, a replica that has prepared one its COMMIT. What a Byzantine replica can sign, it has sent.
 */
import { CLIENT, type Emit, type Replica, type Setting, size, upTo, valuesIn } from "./state.ts";

/** The normal case. The rules are asked about the state that stands in `replicas` and `newViews`. */
export class NormalCase {
  /** By id; Byzantine replicas have no state. */
  readonly replicas: (Replica | undefined)[];
  /** By view: 0, or 1 + the O (3 bits a slot: a value or 0) of the NEW-VIEW that its honest primary has sent. */
  readonly newViews: number[];
  readonly setting: Setting;
  /** The Byzantine replicas that speak, as a mask of ids. */
  readonly liars: number;

  constructor(setting: Setting) {
    this.setting = setting;
    this.replicas = new Array<undefined>(setting.n).fill(undefined);
    this.newViews = new Array<number>(setting.views + 1).fill(0);
    this.liars = setting.silent ? 0 : setting.byzantine.reduce((mask, i) => mask | (1 << i), 0);
  }

  start(): Replica {
    const nothing = new Array<number>((this.setting.views + 1) * this.setting.slots).fill(0);
    const executed = new Array<number>(this.setting.slots).fill(0);
    return { view: 0, changing: false, accepted: nothing, prepared: nothing, executed, changes: nothing };
  }

  primary(view: number): number {
    return view % this.setting.n;
  }

  at(view: number, slot: number): number {
    return view * this.setting.slots + slot;
  }

  /** Who has `accepted` or `prepared` one of these values, or is a liar, who signs anything: a mask of ids. */
  signers(did: "accepted" | "prepared", view: number, slot: number, values: number): number {
    const at = this.at(view, slot);
    let signers = this.liars;
    for (let i = 0; i < this.replicas.length; i++) {
      if (((this.replicas[i]?.[did][at] ?? 0) & values) !== 0) signers |= 1 << i;
    }
    return signers;
  }

  /** By slot, what honest replicas have executed. */
  executed(): number[] {
    return upTo(this.setting.slots).map((slot) =>
      this.replicas.reduce((values, replica) => values | (replica?.executed[slot] ?? 0), 0),
    );
  }

  /** Nothing accepted and no NEW-VIEW: no client value occurs in the state. */
  saysNothing(): boolean {
    const nothing = (values: number[]): boolean => values.every((value) => value === 0);
    return nothing(this.newViews) && this.replicas.every((replica) => nothing(replica?.accepted ?? []));
  }

  /** Whose PRE-PREPAREs are heeded in a view. */
  mayPropose(i: number, view: number): boolean {
    return i === this.primary(view);
  }

  /** The values of which there is a PRE-PREPARE, or a NEW-VIEW that somebody has adopted. */
  proposed(view: number, slot: number): number {
    const { byzantine, silent, values } = this.setting;
    let proposed = !silent && byzantine.some((i) => this.mayPropose(i, view)) ? values : 0;
    for (const replica of this.replicas) proposed |= replica?.accepted[this.at(view, slot)] ?? 0;
    return proposed;
  }

  /** May a backup that has accepted these values in this view and slot accept another one? */
  mayAcceptBeside(accepted: number): boolean {
    return accepted === 0;
  }

  /** The views whose pre-prepares and votes a replica takes. */
  activeViews(replica: Replica): number[] {
    return replica.changing ? [] : [replica.view];
  }

  prepareSenders(view: number, slot: number, value: number): number {
    return this.signers("accepted", view, slot, value) & ~(1 << this.primary(view));
  }

  /** Are these enough senders of PREPAREs, for replica `i` or, without it, for a certificate? */
  enoughPrepares(senders: number, _i?: number): boolean {
    return size(senders) >= this.setting.quorum - 1;
  }

  /** What a replica executes once there are enough COMMITs. */
  committable(replica: Replica, view: number, slot: number): number {
    return replica.prepared[this.at(view, slot)] ?? 0;
  }

  commitSenders(view: number, slot: number, value: number): number {
    return this.signers("prepared", view, slot, value);
  }

  /** Are these enough senders of COMMITs for replica `i`? */
  enoughCommits(senders: number, _i: number): boolean {
    return size(senders) >= this.setting.quorum;
  }

  /** What replica `i` may do in one slot of a view. */
  protected vote(i: number, replica: Replica, view: number, slot: number, emit: Emit): void {
    const at = this.at(view, slot);
    const { [at]: accepted = 0 } = replica.accepted;
    const { [at]: prepared = 0 } = replica.prepared;
    const { [slot]: executed = 0 } = replica.executed;
    const leads = this.primary(view) === i;
    if (leads ? accepted === 0 : this.mayAcceptBeside(accepted)) {
      const offered = leads ? this.setting.values : this.proposed(view, slot) & CLIENT;
      for (const value of valuesIn(offered & ~accepted)) {
        emit(i, { ...replica, accepted: replica.accepted.with(at, accepted | value) });
      }
    }
    for (const value of valuesIn(accepted & ~prepared)) {
      if (!this.enoughPrepares(this.prepareSenders(view, slot, value), i)) continue;
      emit(i, { ...replica, prepared: replica.prepared.with(at, prepared | value) });
    }
    if (this.setting.inOrder && slot > 0 && replica.executed[slot - 1] === 0) return;
    for (const value of valuesIn(this.committable(replica, view, slot) & ~executed)) {
      if (!this.enoughCommits(this.commitSenders(view, slot, value), i)) continue;
      emit(i, { ...replica, executed: replica.executed.with(slot, executed | value) });
    }
  }
}
