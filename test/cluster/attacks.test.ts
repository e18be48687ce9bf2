import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frame } from "../../cluster/frames.ts";
import { newPrivateKey, signerOf } from "../../cluster/signing.ts";
import { enter, knock, openDoor, signed, signerFor } from "./stranger.ts";

// Node 0 of bsmr leads round 0 and has proposed: a REPLY of any peer would be taken.
const reply = (value = 5) => ({ kind: "REPLY", round: 0, value });

describe("what a peer may say, and what not", () => {
  test("a message that is in order is taken", async () => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    expect(peer.isIn).toBe(true);
    peer.say({ from: 2, to: 0, body: reply() });
    await door.heard("happened", 5);
    expect(door.accepted()).toBe(1);
    expect(door.refusals()).toEqual({});
  });

  test.each([
    ["another sender than the connection's", "wrong-sender", { from: 1, to: 0, body: reply() }],
    ["another recipient", "wrong-recipient", { from: 2, to: 1, body: reply() }],
    ["a kind that there is not", "not-well-formed", { from: 2, to: 0, body: { kind: "OBEY" } }],
    ["a field that there is not", "not-well-formed", { from: 2, to: 0, body: { ...reply(), also: 1 } }],
    ["a field of another type", "not-well-formed", { from: 2, to: 0, body: { ...reply(), value: "5" } }],
    ["half a number", "not-well-formed", { from: 2, to: 0, body: reply(0.5) }],
  ] as const)("%s is refused", async (_, reason, envelope) => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    peer.say(envelope);
    await door.heard("refused", 1);
    expect(door.refusals()).toEqual({ [reason]: 1 });
    expect(door.accepted()).toBe(0);
  });

  test("a message that another key has signed is refused, and so is one for another run", async () => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    peer.say({ from: 2, to: 0, body: reply() }, signerOf(newPrivateKey()));
    const envelope = signed("another cluster", { from: 2, to: 0, body: reply() }, signerFor(door, 2));
    peer.socket.write(frame(JSON.stringify({ kind: "message", envelope, shown: [] })));
    await door.heard("refused", 2);
    expect(door.refusals()).toEqual({ "wrong-signature": 2 });
    expect(door.accepted()).toBe(0);
  });

  test("the same message twice is one message, and what comes after something refused is taken", async () => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    peer.socket.write(frame("{}"));
    for (let times = 0; times < 3; times++) peer.say({ from: 2, to: 0, body: reply() });
    const other = await enter(door, 3);
    other.say({ from: 3, to: 0, body: reply() });
    await door.heard("happened", 10);
    expect(door.accepted()).toBe(2);
    expect(door.refusals()).toEqual({ "not-a-frame": 1 });
  });

  test("a peer that does not stop is not remembered without end", async () => {
    const door = await openDoor();
    const peer = await enter(door, 2);
    const body = { kind: "REPLY", round: 0, value: 5, much: "x".repeat(2 ** 20) };
    peer.say({ from: 2, to: 0, body });
    await door.heard("refused", 1);
    expect(door.refusals()).toEqual({ "too-long": 1 });
  });
});

describe("who a peer may be", () => {
  test("an id is connected once, and comes back when it has gone", async () => {
    const door = await openDoor();
    const first = await enter(door, 2);
    expect((await enter(door, 2)).isIn).toBe(false);
    expect(door.refusals()).toEqual({ "id-taken": 1 });
    first.socket.destroy();
    await door.heard("connected", 2);
    expect((await enter(door, 2)).isIn).toBe(true);
  });

  test("an id belongs to the first key that proved it, and a key to one id", async () => {
    const door = await openDoor();
    const first = await enter(door, 2);
    first.socket.destroy();
    await door.heard("connected", 2);
    expect((await enter(door, 2, signerOf(newPrivateKey()))).isIn).toBe(false);
    expect((await enter(door, 3, signerFor(door, 2))).isIn).toBe(false);
    expect(door.refusals()).toEqual({ "other-key": 1, "key-taken": 1 });
  });

  test("nobody is the node itself, or somebody whom there is not", async () => {
    const door = await openDoor();
    expect((await enter(door, 0)).isIn).toBe(false);
    expect((await enter(door, 4, signerOf(newPrivateKey()))).isIn).toBe(false);
    expect(door.refusals()).toEqual({ "unknown-id": 2 });
  });

  test("a handshake that was recorded does not open a second door", async () => {
    const door = await openDoor();
    const first = await enter(door, 2);
    first.socket.destroy();
    await door.heard("connected", 2);
    const thief = await knock(door.port);
    for (const text of first.recorded) thief.write(frame(text));
    await door.heard("refused", 1);
    expect(door.refusals()).toEqual({ "wrong-proof": 1 });
  });
});

describe("what a stranger may send", () => {
  test("noise, huge frames, half frames and nested lists are refused, each with its reason, and the node goes on", async () => {
    const door = await openDoor();
    const huge = Buffer.alloc(4);
    huge.writeUInt32BE(2 ** 31);
    const nested = frame("[".repeat(1000));
    const longerThanAHello = frame("x".repeat(1025));
    for (const bytes of [
      huge,
      longerThanAHello,
      frame("{}"),
      frame('"hello"'),
      frame(Buffer.from([255]).toString("latin1")),
      nested,
    ])
      (await knock(door.port)).write(bytes);
    await door.heard("refused", 6);
    expect(door.refusals()).toEqual({ "too-long": 2, "not-a-frame": 4 });
    // Half a frame, and nothing more.
    (await knock(door.port)).write(frame("{}").subarray(0, 5));
    expect((await enter(door, 1)).isIn).toBe(true);
  });

  test("any bytes, before and after a handshake: nothing is taken, and nobody falls", async () => {
    const door = await openDoor();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
      fc.json().map(frame),
      fc.uint8Array({ maxLength: 50 }).map((some) => frame(Buffer.from(some).toString("latin1"))),
    );
    const inside = (await enter(door, 1)).socket;
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const outside = await knock(door.port);
        outside.end(some);
        if (inside.writable) inside.write(some);
      }),
      { numRuns: 60 },
    );
    expect((await enter(door, 3)).isIn).toBe(true);
    expect(door.accepted()).toBe(0);
    expect(door.reports.filter(({ kind }) => kind === "failed")).toEqual([]);
  });

  test("as many strangers wait as may, and no more", async () => {
    const door = await openDoor();
    for (let many = 0; many < 70; many++) await knock(door.port);
    await door.heard("refused", 6);
    expect(door.refusals()).toEqual({ "too-many": 6 });
  });
});
