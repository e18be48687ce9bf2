/** What a reducer did after certain looks, and which units of a state those looks, and what it wrote, are about. */
import type { Json } from "../../model/canonical.ts";
import { SILENT } from "./alphabet.ts";
import type { Look, Row, Write } from "./looks.ts";
import type { Unit } from "./units.ts";

const [UNKNOWN, NO, YES] = [0, 1, 2];

/** What one call did, under one sequence of choices. */
export class Reaction {
  /** What it depends on, under its choices. */
  readonly looks: readonly Look[];
  readonly writes: readonly Write[];
  /** What it put out, by its number in the alphabet. */
  readonly output: number;
  readonly choices: readonly Json[];
  /** Whether it changed nothing and put nothing out. */
  readonly isIdle: boolean;
  readonly #looksAt: number[] = [];
  readonly #writesTo: number[] = [];

  constructor(looks: readonly Look[], writes: readonly Write[], output: number, choices: readonly Json[]) {
    this.looks = looks;
    this.writes = writes;
    this.output = output;
    this.choices = choices;
    this.isIdle = writes.length === 0 && output === SILENT;
  }

  /** Whether what is in a unit was looked at. */
  looksAt(unit: Unit): boolean {
    const known = this.#looksAt[unit.id] ?? UNKNOWN;
    if (known !== UNKNOWN) return known === YES;
    const is = this.looks.some((look) => unit.isSeenBy(look));
    this.#looksAt[unit.id] = is ? YES : NO;
    return is;
  }

  /** Whether something in a unit, or around it, was written. */
  writesTo(unit: Unit): boolean {
    const known = this.#writesTo[unit.id] ?? UNKNOWN;
    if (known !== UNKNOWN) return known === YES;
    const is = this.writes.some((write) => unit.meets(write));
    this.#writesTo[unit.id] = is ? YES : NO;
    return is;
  }

  /** Whether nothing of what stood in a unit is left. */
  covers(unit: Unit): boolean {
    return this.writes.some((write) => unit.isCoveredBy(write));
  }
}

/** All that an input does after certain looks: one reaction for each sequence of choices. */
export class Leaf {
  /** The looks that lead here. */
  readonly looks: readonly Look[];
  readonly reactions: readonly Reaction[];
  /** Whether nothing happens here. */
  readonly isDeaf: boolean;

  constructor(looks: readonly Look[], reactions: readonly Reaction[]) {
    this.looks = looks;
    this.reactions = reactions;
    this.isDeaf = reactions.every(({ isIdle }) => isIdle);
  }

  looksAt(unit: Unit): boolean {
    return this.reactions.some((reaction) => reaction.looksAt(unit));
  }

  writesTo(unit: Unit): boolean {
    return this.reactions.some((reaction) => reaction.writesTo(unit));
  }
}

/** A row after what was written, in a row of its own. */
export function written(row: Row, writes: readonly Write[]): Row {
  const next = row.slice();
  for (const { column, put } of writes) next[column] = put(next[column] as number);
  return next;
}

/** Whether two rows are the same. */
export function same(a: Row, b: Row): boolean {
  for (let column = 0; column < a.length; column++) if (a[column] !== b[column]) return false;
  return true;
}
