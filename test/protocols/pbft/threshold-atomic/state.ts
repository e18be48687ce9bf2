/** Sets of values are bit masks: the two client values, and the null request. */
export const [A, B, NULL] = [1, 2, 4] as const;
export const CLIENT = A | B;

const valuesByMask = Array.from({ length: 8 }, (_, mask) => [A, B, NULL].filter((value) => (mask & value) !== 0));
export const valuesIn = (mask: number): readonly number[] => valuesByMask[mask] ?? [];
/** How many values or ids there are in a mask. */
export const size = (mask: number): number => (mask === 0 ? 0 : (mask & 1) + size(mask >> 1));
export const upTo = (end: number): number[] => Array.from({ length: end }, (_, i) => i);

/** Every way to take one of each. */
export const product = (choices: number[][]): number[][] =>
  choices.reduce<number[][]>((rows, options) => rows.flatMap((row) => options.map((one) => [...row, one])), [[]]);

/** A certificate is `view * 8 + value`, and 0 is none. */
export const certificate = (view: number, value: number): number => view * 8 + value;
export const shownView = (one: number): number => one >> 3;
export const shownValue = (one: number): number => one & 7;

export interface Setting {
  /** Views are 0..views. */
  views: number;
  slots: number;
  n: number;
  /** How many replicas make a quorum: 2f+1 in the paper. */
  quorum: number;
  byzantine: readonly number[];
  /** The Byzantine replicas send nothing. */
  silent: boolean;
  /** A slot is executed after all lower ones; otherwise as soon as it is committed. */
  inOrder: boolean;
  /** The client values that there are, as a mask. */
  values: number;
}

/** An honest replica and what it has sent. Sets of values by `view * slots + slot`; the executed ones by slot. */
export interface Replica {
  view: number;
  changing: boolean;
  accepted: number[];
  prepared: number[];
  executed: number[];
  /** By `view * slots + slot`: 0 if no VIEW-CHANGE for that view was sent, otherwise 1 + the certificate that it shows. */
  changes: number[];
}

/** A VIEW-CHANGE for a view, with a certificate (or 0) for each slot. */
export interface ViewChange {
  view: number;
  sender: number;
  certificates: number[];
}

/** Takes a successor: honest replica `i` becomes `next`, and announces `order` in a NEW-VIEW if it is given. */
export type Emit = (i: number, next: Replica, order?: number) => void;

/** An O as a number, 3 bits a slot: a value, or 0 where it says nothing. */
export const encodeOrder = (values: number[]): number =>
  values.reduce((order, value, slot) => order | (value << (3 * slot)), 0);
export const orderedIn = (order: number, slot: number): number => (order >> (3 * slot)) & 7;
