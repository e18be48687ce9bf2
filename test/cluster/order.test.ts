import { expect, test } from "vitest";
import { findEachOther, orders } from "./order.ts";

test.each([[[3, 2, 1, 0]], [[0, 1, 2, 3]], [[2, 0, 3, 1]]])(
  "nodes that are started in the order %j find each other",
  async (order) => await expect(findEachOther(order, 30)).resolves.toBeUndefined(),
);

test("there are 24 orders of four", () => expect(new Set(orders([0, 1, 2, 3]).map(String)).size).toBe(24));
