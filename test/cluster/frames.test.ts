import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frame, Unframer } from "../../cluster/frames.ts";
import { Refusal } from "../../cluster/refusal.ts";

describe("frames", () => {
  test("however a stream is cut, the same texts come out", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.integer({ min: 1, max: 50 }), (texts, size) => {
        const stream = new Unframer(10_000);
        const bytes = Buffer.concat(texts.map(frame));
        const read: string[] = [];
        for (let at = 0; at < bytes.length; at += size) read.push(...stream.push(bytes.subarray(at, at + size)));
        expect(read).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });

  test("a frame that is too long is refused when its length is known, one as long as may be is not", () => {
    expect([...new Unframer(4).push(frame("1234"))]).toEqual(["1234"]);
    expect(() => [...new Unframer(4).push(frame("12345").subarray(0, 4))]).toThrow(Refusal);
  });

  test("what is no UTF-8 is refused", () => {
    expect(() => [...new Unframer(9).push(Buffer.from([0, 0, 0, 1, 255]))]).toThrow("it is not UTF-8");
  });
});
