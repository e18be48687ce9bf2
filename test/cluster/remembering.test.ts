import { expect, test } from "vitest";
import { remembering } from "../../cluster/remembering.ts";

test("so many answers are remembered, and a new one pushes out the oldest", () => {
  const asked: string[] = [];
  const loud = remembering(2, (word: string) => {
    asked.push(word);
    return word === "none" ? null : `${word}!`;
  });
  expect(["a", "none", "a", "none"].map(loud)).toEqual(["a!", null, "a!", null]);
  expect(asked).toEqual(["a", "none"]);
  expect(["b", "none", "b", "a"].map(loud)).toEqual(["b!", null, "b!", "a!"]);
  expect(asked).toEqual(["a", "none", "b", "a"]);
});
