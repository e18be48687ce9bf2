import { describe, expect, test } from "vitest";
import { frame } from "../../../cluster/frames.ts";
import { signerOf } from "../../../cluster/signing.ts";
import { findEachOther, orders } from "../../cluster/order.ts";
import { enter, knock, openDoor } from "../../cluster/stranger.ts";

test.each(orders([0, 1, 2, 3]))("nodes started in the order %i %i %i %i find each other", async (...order) => {
  await expect(findEachOther(order, 100)).resolves.toBeUndefined();
});

describe("a node does not grow without end", () => {
  const megabytes = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().rss / 2 ** 20;
  };

  test("whoever begins a frame and does not go on is sent away after a while", async () => {
    const door = await openDoor();
    const half = await knock(door.port);
    half.write(frame("{}").subarray(0, 5));
    await door.heard("refused", 1);
    expect(door.refusals()).toEqual({ "too-late": 1 });
  });

  test("strangers who come again and again with noise", async () => {
    const door = await openDoor();
    const before = megabytes();
    for (let times = 1; times <= 2000; times++) {
      (await knock(door.port)).write(frame("x".repeat(1000)));
      if (times % 50 === 0) await door.heard("refused", times);
    }
    expect(door.refusals()).toEqual({ "not-a-frame": 2000 });
    expect(megabytes() - before).toBeLessThan(150);
  });

  test("a peer who says more than anybody has to say, all of it signed", async () => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    const signer = signerOf(door.jobs[2]?.privateKey ?? "");
    const before = megabytes();
    const reply = (value: number) => ({ kind: "REPLY", round: 1, value });
    for (let value = 0; value < 6000; value++) peer.say({ from: 2, to: 0, body: reply(value) }, signer);
    await door.heard("refused", 1000);
    expect(door.refusals()).toEqual({ "too-much": 1000 });
    expect(door.accepted()).toBe(0);
    expect(megabytes() - before).toBeLessThan(150);
    expect((await enter(door, 1)).isIn).toBe(true);
  });
});
