/** The global state, and the numbers that are its identity. */
import { Interner } from "./canonical.ts";
import type { Body, Envelope, ReplicaId } from "./message.ts";
import type { Log } from "./property.ts";
import type { Setting } from "./protocol.ts";
import type { Soup } from "./soup.ts";

/** Everything there is at one moment, frozen. Byzantine replicas have neither state nor log: they can say anything. */
export interface GlobalState<R = unknown, B extends Body = Body> {
  readonly replicas: readonly (R | null)[];
  readonly logs: readonly (Log | null)[];
  readonly soup: Soup<B>;
}

/**
 * A state as numbers: for each honest replica, in order, the number of its state; for each the number of its log; the
 * number of the soup. Equal states have equal rows.
 */
export type Row = ArrayLike<number>;

/** The parts that states are made of, each kept once and numbered. */
export class Parts<R, B extends Body> {
  readonly replicas = new Interner<R & object>();
  readonly logs = new Interner<Log>();
  readonly envelopes = new Interner<Envelope<B>>();
  readonly soups = new Interner<Soup<B>>((soup) => soup.map((envelope) => this.envelopes.id(envelope)).join());
  readonly #honest: readonly ReplicaId[];
  readonly #n: number;

  constructor({ n, honest }: Setting) {
    this.#n = n;
    this.#honest = honest;
  }

  /** The length of a row. */
  get width(): number {
    return 2 * this.#honest.length + 1;
  }

  /** The row of a state. */
  row({ replicas, logs, soup }: GlobalState<R, B>): number[] {
    return [
      ...this.#honest.map((id) => this.replicas.id(replicas[id] as R & object, `replica ${id}`)),
      ...this.#honest.map((id) => this.logs.id(logs[id] ?? [])),
      this.soups.id(soup),
    ];
  }

  /** The state of a row. */
  state(row: Row): GlobalState<R, B> {
    const places = this.#honest.length;
    const all = <T>(ofPlace: (place: number) => T): readonly (T | null)[] => {
      const items: (T | null)[] = Array.from({ length: this.#n }, () => null);
      this.#honest.forEach((id, place) => {
        items[id] = ofPlace(place);
      });
      return Object.freeze(items);
    };
    return Object.freeze({
      replicas: all<R>((place) => this.replicas.value(row[place] ?? -1)),
      logs: all((place) => this.logs.value(row[places + place] ?? -1)),
      soup: this.soups.value(row[2 * places] ?? -1),
    });
  }
}
