/** What was found of an input before, by all that it depended on: the same question comes up in thousands of states. */
import type { Group } from "./delay-groups.ts";
import type { Row } from "./looks.ts";

/** Answers that depended on the same columns: by what stood there, and the groups about them. */
interface Shape {
  readonly columns: ReadonlySet<number>;
  readonly answers: Map<string, readonly number[]>;
}

export class Answers {
  readonly #shapes = new Map<string, Shape>();

  /** The groups that an answer names; null if it is not known. */
  find(row: Row, groups: readonly Group[]): readonly Group[] | null {
    for (const { columns, answers } of this.#shapes.values()) {
      const known = answers.get(questionOf(columns, row, groups));
      if (known) return known.length === 0 ? [] : groups.filter(({ id }) => known.includes(id));
    }
    return null;
  }

  /** @param columns all that was looked at or written to find the answer */
  keep(row: Row, groups: readonly Group[], columns: ReadonlySet<number>, answer: readonly Group[]): void {
    const sorted = new Set([...columns].sort((a, b) => a - b));
    const name = [...sorted].join();
    const shape = this.#shapes.get(name) ?? { columns: sorted, answers: new Map() };
    this.#shapes.set(name, shape);
    shape.answers.set(
      questionOf(sorted, row, groups),
      answer.map(({ id }) => id),
    );
  }
}

/** What stands in the columns, and the groups that write or look at one of them: no others come up. */
function questionOf(columns: ReadonlySet<number>, row: Row, groups: readonly Group[]): string {
  let text = "";
  for (const column of columns) text += `${row[column]},`;
  for (const { id, unit, looksAt } of groups) if (columns.has(unit.column) || meet(columns, looksAt)) text += `g${id}`;
  return text;
}

function meet(some: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  for (const one of some) if (others.has(one)) return true;
  return false;
}
