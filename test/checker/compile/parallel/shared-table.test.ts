import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHUNK_ROWS, type SharedMemory, sharedMemory } from "../../../../checker/compile/parallel/shared-memory.ts";
import { SharedTable, TableFull } from "../../../../checker/compile/parallel/shared-table.ts";
import { inThread } from "./threads.ts";

const empty = (width: number, threads = 1, keepsDistances = false, most = 2 ** 30): SharedMemory =>
  sharedMemory({ width, keepsDistances, threads, rows: 1, most });

const rowsOf = (width: number) =>
  fc.array(fc.int32Array({ minLength: width, maxLength: width, min: -2, max: 2 }), { maxLength: 300 });

describe("the shared table", () => {
  test("is a set of rows, whichever thread puts them in", () => {
    const filling = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.tuple(fc.constant(width), rowsOf(width), fc.array(fc.nat(2), { minLength: 1 })));
    fc.assert(
      fc.property(filling, ([width, rows, turns]) => {
        const memory = empty(width, 3);
        const tables = [0, 1, 2].map((thread) => new SharedTable(memory, thread));
        const numbers = new Map<string, number>();
        rows.forEach((row, at) => {
          const table = tables[turns[at % turns.length] as number] as SharedTable;
          const known = numbers.get(row.join());
          const inserted = table.insert(row.slice(), -1);
          expect(inserted >= 0).toBe(known === undefined);
          numbers.set(row.join(), known ?? inserted);
          expect(inserted >= 0 ? inserted : ~inserted).toBe(numbers.get(row.join()));
          expect([...table.row(numbers.get(row.join()) as number)]).toEqual([...row]);
        });
        for (const table of tables) expect(table.size).toBe(numbers.size);
      }),
    );
  });

  test("gives every row one number when threads put the same rows in at the same time", {
    timeout: 60_000,
  }, async () => {
    const [width, count, distinct, threads] = [3, 60_000, 20_000, 3];
    const memory = sharedMemory({ width, keepsDistances: false, threads: threads + 1, rows: 100_000, most: 2 ** 30 });
    const rows = new Int32Array(new SharedArrayBuffer(4 * width * count));
    for (let at = 0; at < count; at++)
      rows.set([at % distinct, (at % distinct) * 31, at % 7 === 9 ? 1 : 0], at * width);
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const filled = await Promise.all(
      Array.from({ length: threads }, (_, thread) =>
        inThread<{ numbers: Int32Array; fresh: number }>("./fill.ts", {
          ...{ memory, rows, gate, threads },
          thread: thread + 1,
        }),
      ),
    );
    const table = new SharedTable(memory, 0);
    expect(table.size).toBe(distinct);
    expect(filled.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(distinct);
    const [first] = filled;
    for (const { numbers } of filled) expect(numbers).toEqual(first?.numbers);
    expect(new Set(first?.numbers).size).toBe(distinct);
  });

  test("says when it is full, and goes on with more room and the same numbers", () => {
    const memory = empty(2, 2);
    const [one, other] = [new SharedTable(memory, 0), new SharedTable(memory, 1)];
    const row = (at: number): Int32Array => Int32Array.of(at, -at);
    let put = 0;
    expect(() => {
      for (; ; put++) one.insert(row(put), put - 1);
    }).toThrow(TableFull);
    expect(put).toBe(CHUNK_ROWS);
    expect(() => other.insert(row(put), -1)).toThrow(TableFull);
    one.enlargeAlone();
    other.adopt(one.memory);
    for (let at = 0; at < 5 * CHUNK_ROWS; at++) {
      const inserted = (at % 2 === 0 ? one : other).insertAlone(row(at), at - 1);
      if (at % 2 === 0) other.adopt(one.memory);
      else one.adopt(other.memory);
      if (inserted >= 0 !== at >= put) expect([at, inserted]).toBe("new exactly where it was not there");
    }
    expect(one.size).toBe(5 * CHUNK_ROWS);
    expect([...one.row(put - 1), one.parent(put - 1)]).toEqual([put - 1, 1 - put, put - 2]);
    expect(one.bytes).toBeGreaterThan(one.size * 4 * 3);
  });

  test("takes no more rows than it may, but for those that threads have claimed", () => {
    const table = new SharedTable(empty(1, 1, false, 1000), 0);
    expect(() => {
      for (let at = 0; ; at++) table.insert(Int32Array.of(at), -1);
    }).toThrow(TableFull);
    expect(table.size).toBeGreaterThan(1000);
    expect(table.size).toBeLessThan(1200);
  });

  test("keeps the shortest way to a row, and the parent that belongs to it", () => {
    const table = new SharedTable(empty(1, 1, true), 0);
    const number = table.insert(Int32Array.of(7), 3, 9);
    expect([table.parent(number), table.distance(number)]).toEqual([3, 9]);
    expect(table.lower(number, 4, 9)).toBe(false);
    expect(table.lower(number, 5, 8)).toBe(true);
    expect([table.parent(number), table.distance(number)]).toEqual([5, 8]);
  });
});
