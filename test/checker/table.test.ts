import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hash } from "../../checker/hash.ts";
import { StateTable, TOGETHER } from "../../checker/table.ts";

/** Inserts rows one after the other, each as a child of the one before, into a table and into a map from texts. */
function insertAll(rows: readonly Int32Array[], width: number) {
  const table = new StateTable(width);
  const numbers = new Map<string, number>();
  const scratch = new Int32Array(width);
  for (const row of rows) {
    scratch.set(row); // one buffer for all, as the search does: a row must be copied
    const text = row.join();
    const known = numbers.get(text);
    const inserted = table.insert(scratch, numbers.size - 1);
    if (inserted !== (known === undefined ? numbers.size : ~known)) throw new Error(`row ${text} became ${inserted}`);
    numbers.set(text, known ?? numbers.size);
  }
  return { table, numbers };
}

function assertSame({ table, numbers }: ReturnType<typeof insertAll>): void {
  expect(table.size).toBe(numbers.size);
  for (const [text, number] of numbers) {
    if (table.row(number).join() !== text || table.parent(number) !== number - 1) {
      expect([table.row(number).join(), table.parent(number)]).toEqual([text, number - 1]);
    }
  }
}

describe("the table of states", () => {
  test("is a set of rows, numbered in the order in which they came, each with its way back, and tells where a row is already", () => {
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.int32Array({ minLength: width, maxLength: width, min: -2, max: 2 }), { maxLength: 200 }),
        ),
      );
    fc.assert(fc.property(rows, ([width, all]) => assertSame(insertAll(all, width))));
  });

  test("stays one while it grows: every index doubling and a new chunk of storage", () => {
    const count = 70_000;
    const rows = Array.from({ length: 2 * count }, (_, i) => Int32Array.of(i % 7, (i >> 1) % 1000, (i >> 1) - 3));
    const filled = insertAll(rows, 3);
    expect(filled.table.size).toBeGreaterThan(1 << 16);
    assertSame(filled);
  });

  test("puts many in as it does one by one, whether it grows meanwhile or not", () => {
    const piles = fc.array(fc.array(fc.nat(900), { maxLength: TOGETHER, size: "max" }), { maxLength: 12 });
    let grown = 0;
    fc.assert(
      fc.property(piles, (all) => {
        const [together, single] = [new StateTable(2), new StateTable(2)];
        for (const [pile, numbers] of all.entries()) {
          const rows = Int32Array.from([99, ...numbers.flatMap((number) => [number, -number, pile, 99])]);
          const before = together.bytes;
          const found = [...together.insertAll(rows, 1, 4, numbers.length)].slice(0, numbers.length);
          if (before !== together.bytes && together.size > 128) grown++;
          expect(found).toEqual(numbers.map((_, at) => single.insert(rows, pile, 1 + 4 * at)));
        }
        expect(together.size).toBe(single.size);
        for (let number = 0; number < single.size; number++) {
          expect([...together.row(number), together.parent(number)]).toEqual([
            ...single.row(number),
            single.parent(number),
          ]);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
    expect(grown).toBeGreaterThan(5);
  });

  test("tells rows apart that differ in one bit of one word", () => {
    const rows = Array.from({ length: 4 * 32 }, (_, i) =>
      Int32Array.from({ length: 4 }, (_, word) => (word === i >> 5 ? 1 << (i & 31) : 0)),
    );
    expect(insertAll(rows, 4).table.size).toBe(128);
  });

  test("tells rows apart whose hashes are the same", () => {
    const byHash = new Map<number, Int32Array>();
    const twins: Int32Array[] = [];
    for (let at = 0; at < 300_000; at++) {
      const row = Int32Array.of(at, Math.imul(at, 0x9e3779b1));
      const mixed = hash(row, 0, 2);
      const other = byHash.get(mixed);
      if (other) twins.push(other, row);
      else byHash.set(mixed, row);
    }
    expect(twins.length).toBeGreaterThan(2);
    expect(insertAll(twins, 2).table.size).toBe(twins.length);
  });

  test("has no parent for an initial row", () => {
    const table = new StateTable(1);
    table.insert(Int32Array.of(5), -1);
    expect(table.parent(0)).toBe(-1);
  });

  test("counts its bytes: a row costs its words, the way back and its share of the index", () => {
    const { table } = insertAll(
      Array.from({ length: 1 << 16 }, (_, i) => Int32Array.of(i, 0, 0)),
      3,
    );
    expect(table.bytes).toBeGreaterThanOrEqual(table.size * 4 * (3 + 1));
    expect(table.bytes / table.size).toBeLessThan(64);
  });

  test("takes no more than 8 bytes a row for the index where there are millions", () => {
    const table = new StateTable(1);
    const row = new Int32Array(1);
    let most = 0;
    for (let at = 0; at < 3_600_000; at++) {
      row[0] = at;
      table.insert(row, at - 1);
      // Just after it has grown, and half way to the next time.
      if (at === 2_500_000 || at === 3_400_000) most = Math.max(most, table.bytes / at);
    }
    expect(table.size).toBe(3_600_000);
    expect(most).toBeLessThan(4 + 4 + 8 + 2);
    expect([table.row(3_599_999)[0], table.parent(3_599_999), table.insert(row, -1)]).toEqual([
      3_599_999,
      3_599_998,
      ~3_599_999,
    ]);
  });
});
