import { NormalCase } from "./normal-case.ts";
import {
  certificate,
  type Emit,
  encodeOrder,
  NULL,
  orderedIn,
  product,
  type Replica,
  shownValue,
  shownView,
  upTo,
  type ViewChange,
  valuesIn,
} from "./state.ts";

/** The rules, with view changes. Each mutant overrides one of them. */
export class Pbft extends NormalCase {
  /** The views, highest first, of which a VIEW-CHANGE for `view` may show certificates. */
  certifiedViews(view: number): number[] {
    return upTo(view).reverse();
  }

  /** The values that a replica holds a certificate for. */
  certified(replica: Replica, view: number, slot: number): number {
    return replica.prepared[this.at(view, slot)] ?? 0;
  }

  /** What an honest replica shows for a slot; it has a choice only where a mutant lets it prepare two values in one view. */
  ownCertificates(replica: Replica, before: number, slot: number): number[] {
    const view = this.certifiedViews(before).find((one) => this.certified(replica, one, slot) !== 0);
    if (view === undefined) return [0];
    return valuesIn(this.certified(replica, view, slot)).map((value) => certificate(view, value));
  }

  /** Could somebody who has seen all that was sent show this certificate? */
  certifiable(view: number, slot: number, value: number): boolean {
    if ((this.proposed(view, slot) & value) === 0) return false;
    return this.enoughPrepares(this.prepareSenders(view, slot, value));
  }

  /** What a Byzantine replica may show for a slot. */
  forgeableCertificates(before: number, slot: number): number[] {
    const forgeable = [0];
    for (const view of this.certifiedViews(before)) {
      // Null stands in a NEW-VIEW only, below another slot.
      const values = view > 0 && slot < this.setting.slots - 1 ? this.setting.values | NULL : this.setting.values;
      for (const value of valuesIn(values)) {
        if (this.certifiable(view, slot, value)) forgeable.push(certificate(view, value));
      }
    }
    return forgeable;
  }

  /** The VIEW-CHANGEs for a view: those sent, and those that a liar can make. */
  viewChanges(view: number): ViewChange[] {
    const slots = upTo(this.setting.slots);
    return this.replicas.flatMap((replica, sender) => {
      if (replica !== undefined) {
        if (replica.changes[this.at(view, 0)] === 0) return [];
        return [{ view, sender, certificates: slots.map((slot) => (replica.changes[this.at(view, slot)] ?? 0) - 1) }];
      }
      if ((this.liars & (1 << sender)) === 0) return [];
      const shown = product(slots.map((slot) => this.forgeableCertificates(view, slot)));
      return shown.map((certificates) => ({ view, sender, certificates }));
    });
  }

  /** How many VIEW-CHANGEs a NEW-VIEW needs. */
  neededViewChanges(): number {
    return this.setting.quorum;
  }

  /** May these two stand side by side in a NEW-VIEW of this primary? */
  distinct(one: ViewChange, other: ViewChange, _primary: number): boolean {
    return one.sender !== other.sender;
  }

  /** The values that may stand in O for a slot of which these certificates (one at least) are shown. */
  chosen(certificates: number[]): number[] {
    const view = Math.max(...certificates.map(shownView));
    return certificates.filter((one) => shownView(one) === view).map(shownValue);
  }

  /** What stands in O for a slot without a certificate, below a slot that has one. */
  gap(): number {
    return NULL;
  }

  /** The Os that follow from these VIEW-CHANGEs; several only in mutants. */
  ordersFrom(changes: ViewChange[]): number[] {
    const slots = upTo(this.setting.slots);
    const shown = slots.map((slot) =>
      changes.map(({ certificates }) => certificates[slot] ?? 0).filter((one) => one !== 0),
    );
    const last = shown.findLastIndex((certificates) => certificates.length > 0);
    const chosen = shown.slice(0, last + 1).map((some) => (some.length > 0 ? this.chosen(some) : [this.gap()]));
    return product(chosen).map(encodeOrder);
  }

  /** The Os for which the primary of a view can show enough VIEW-CHANGEs, its own among them if it is honest. */
  orders(view: number): Set<number> {
    const primary = this.primary(view);
    const sent = this.viewChanges(view);
    const found = new Set<number>();
    const collect = (from: number, changes: ViewChange[]): void => {
      if (changes.length >= this.neededViewChanges()) {
        for (const order of this.ordersFrom(changes)) found.add(order);
        return;
      }
      for (let i = from; i < sent.length; i++) {
        const change = sent[i];
        if (change === undefined || changes.some((one) => !this.distinct(one, change, primary))) continue;
        collect(i, [...changes, change]);
      }
    };
    if (this.replicas[primary] === undefined) collect(0, []);
    else for (const own of sent) if (own.sender === primary && own.view === view) collect(0, [own]);
    return found;
  }

  /** The Os that a NEW-VIEW of this view may bring to a backup. */
  announced(view: number): Iterable<number> {
    if (this.replicas[this.primary(view)] === undefined) return this.setting.silent ? [] : this.orders(view);
    const order = this.newViews[view] ?? 0;
    return order === 0 ? [] : [order - 1];
  }

  /** Every state that one rule leads to, at one honest replica. */
  successors(emit: Emit): void {
    for (let i = 0; i < this.replicas.length; i++) {
      const replica = this.replicas[i];
      if (replica === undefined) continue;
      for (const view of this.activeViews(replica)) {
        for (let slot = 0; slot < this.setting.slots; slot++) this.vote(i, replica, view, slot, emit);
      }
      this.timeOut(i, replica, emit);
      this.enter(i, replica, emit);
    }
  }

  private timeOut(i: number, replica: Replica, emit: Emit): void {
    const view = replica.view + 1;
    if (view > this.setting.views) return;
    const shown = upTo(this.setting.slots).map((slot) => this.ownCertificates(replica, view, slot));
    for (const certificates of product(shown)) {
      const changes = [...replica.changes];
      for (const [slot, one] of certificates.entries()) changes[this.at(view, slot)] = one + 1;
      emit(i, { ...replica, view, changing: true, changes });
    }
  }

  /** A primary makes its NEW-VIEW, or a backup takes one. */
  private enter(i: number, replica: Replica, emit: Emit): void {
    for (let view = replica.changing ? replica.view : replica.view + 1; view <= this.setting.views; view++) {
      const leads = this.primary(view) === i;
      if (leads && view !== replica.view) continue;
      for (const order of leads ? this.orders(view) : this.announced(view)) {
        const accepted = [...replica.accepted];
        for (let slot = 0; slot < this.setting.slots; slot++) accepted[this.at(view, slot)] = orderedIn(order, slot);
        const next = { ...replica, view, changing: false, accepted };
        if (leads) emit(i, next, order);
        else emit(i, next);
      }
    }
  }
}
