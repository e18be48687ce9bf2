import {
  A,
  B,
  encodeOrder,
  NULL,
  product,
  type Replica,
  type Setting,
  shownValue,
  shownView,
  size,
  upTo,
  type ViewChange,
  valuesIn,
} from "./state.ts";
import { Pbft } from "./view-change.ts";

const ANY = A | B | NULL;

/** Every O that is well-formed: no gaps, and null only below a request. */
const anyOrder = ({ slots, values }: Setting): number[] =>
  upTo(slots + 1).flatMap((length) =>
    product(upTo(length).map((slot) => [...valuesIn(slot < length - 1 ? values | NULL : values)])).map(encodeOrder),
  );

/** Single mistakes, by their names: each is the rules with one of them changed. */
export const mutants = {
  "second-preprepare": class extends Pbft {
    override mayAcceptBeside = () => true;
  },
  "prepare-quorum-minus-one": class extends Pbft {
    override enoughPrepares = (senders: number) => size(senders) >= this.setting.quorum - 2;
  },
  "prepare-quorum-plus-one": class extends Pbft {
    override enoughPrepares = (senders: number) => size(senders) >= this.setting.quorum;
  },
  "commit-quorum-minus-one": class extends Pbft {
    override enoughCommits = (senders: number) => size(senders) >= this.setting.quorum - 1;
  },
  "new-view-quorum-minus-one": class extends Pbft {
    override neededViewChanges = () => this.setting.quorum - 1;
  },
  // One's own vote is not delivered to oneself; one message of anybody else can be delivered as often as it takes.
  "prepares-not-distinct": class extends Pbft {
    override enoughPrepares = (senders: number, i?: number) => (i === undefined ? senders : senders & ~(1 << i)) !== 0;
  },
  "commits-not-distinct": class extends Pbft {
    override enoughCommits = (senders: number, i: number) => (senders & ~(1 << i)) !== 0;
  },
  "view-changes-not-distinct": class extends Pbft {
    override distinct(one: ViewChange, other: ViewChange, primary: number): boolean {
      return one.sender !== other.sender || one.sender !== primary || this.replicas[primary] === undefined;
    }
  },
  // An honest primary sends no PREPARE; a Byzantine one may.
  "primary-prepare-counted": class extends Pbft {
    override prepareSenders(view: number, slot: number, value: number): number {
      return super.prepareSenders(view, slot, value) | this.liars;
    }
  },
  "prepare-digest-ignored": class extends Pbft {
    override prepareSenders(view: number, slot: number, _value: number): number {
      return super.prepareSenders(view, slot, ANY);
    }
  },
  "prepare-view-ignored": class extends Pbft {
    override prepareSenders(view: number, slot: number, value: number): number {
      let senders = 0;
      for (let one = 0; one <= this.setting.views; one++)
        senders |= super.prepareSenders(one, slot, value) | this.liars;
      return senders & ~(1 << this.primary(view));
    }
  },
  "commit-digest-ignored": class extends Pbft {
    override commitSenders(view: number, slot: number, _value: number): number {
      return super.commitSenders(view, slot, ANY);
    }
  },
  "commit-view-ignored": class extends Pbft {
    override commitSenders(_view: number, slot: number, value: number): number {
      let senders = 0;
      for (let one = 0; one <= this.setting.views; one++) senders |= super.commitSenders(one, slot, value);
      return senders;
    }
  },
  "preprepare-from-anyone": class extends Pbft {
    override mayPropose = () => true;
  },
  // Old views are all those below, also some in which it never was: of no account with views 0..1, where there is one.
  "active-in-old-view": class extends Pbft {
    override activeViews({ view, changing }: Replica): number[] {
      return changing ? upTo(view) : [view];
    }
  },
  "execute-on-prepared": class extends Pbft {
    override enoughCommits = () => true;
  },
  "execute-without-prepared": class extends Pbft {
    override committable = () => ANY;
  },
  "commit-without-prepared": class extends Pbft {
    override commitSenders(view: number, slot: number, value: number): number {
      return this.signers("accepted", view, slot, value);
    }
  },
  "prepared-forgotten": class extends Pbft {
    override certifiedViews = () => [];
  },
  "previous-view-certificates-only": class extends Pbft {
    override certifiedViews = (view: number) => [view - 1];
  },
  "certificates-unverified": class extends Pbft {
    override certifiable = () => true;
  },
  "bare-preprepare-certificate": class extends Pbft {
    override certifiable(view: number, slot: number, value: number): boolean {
      return (this.proposed(view, slot) & value) !== 0;
    }
    override certified(replica: Replica, view: number, slot: number): number {
      return replica.accepted[this.at(view, slot)] ?? 0;
    }
  },
  "lowest-certificate": class extends Pbft {
    override chosen(certificates: number[]): number[] {
      const view = Math.min(...certificates.map(shownView));
      return certificates.filter((one) => shownView(one) === view).map(shownValue);
    }
  },
  "any-certificate": class extends Pbft {
    override chosen = (certificates: number[]) => certificates.map(shownValue);
  },
  "certificates-ignored": class extends Pbft {
    override ordersFrom = () => anyOrder(this.setting);
  },
  "new-view-not-recomputed": class extends Pbft {
    override announced(view: number): Iterable<number> {
      const honest = this.replicas[this.primary(view)] !== undefined;
      return honest || this.orders(view).size === 0 ? super.announced(view) : anyOrder(this.setting);
    }
  },
  "stale-view-changes": class extends Pbft {
    override viewChanges(view: number): ViewChange[] {
      return upTo(view).flatMap((before) => super.viewChanges(before + 1));
    }
  },
  "no-null": class extends Pbft {
    override gap = () => 0;
  },
} as const;

export type Mutant = keyof typeof mutants;
