import { describe, expect, test } from "vitest";
import { jobsFor } from "../../cluster/jobs.ts";
import { Mail } from "../../cluster/mail.ts";
import { Refusal } from "../../cluster/refusal.ts";
import { isSignedBy, newPrivateKey, signerOf } from "../../cluster/signing.ts";
import type { Delivery } from "../../cluster/wire.ts";
import { configure, settingOf } from "../../model/configuration.ts";
import type { Body, ReplicaId } from "../../model/message.ts";
import { pbft } from "../../protocols/pbft/index.ts";

const configuration = configure(pbft, { byzantine: [] });
const setting = settingOf(pbft, configuration);

/** The mail of four nodes of PBFT that know each other's keys. */
function fourNodes(): readonly Mail[] {
  const jobs = jobsFor({ protocol: "pbft", configuration });
  const signers = jobs.map(({ privateKey }) => signerOf(privateKey));
  return signers.map(
    (signer, id) =>
      new Mail({ protocol: pbft, setting, cluster: "c", id, signer, keyOf: (other) => signers[other]?.key }),
  );
}

const vote = (kind: "PRE-PREPARE" | "PREPARE"): Body & object => ({ kind, view: 0, slot: 1, value: "a" }) as Body;
const viewChange = { kind: "VIEW-CHANGE", view: 1, prepared: [{ slot: 1, view: 0, value: "a" }] };
const newView = { kind: "NEW-VIEW", view: 1, proposals: [{ slot: 1, value: "a" }] };

/** Everybody sends this to everybody, and all of it is read. */
function all(mails: readonly Mail[], from: ReplicaId, body: Body): void {
  for (const [to, mail] of mails.entries()) if (to !== from) mail.read(from, mails[from]?.write(to, body) ?? "");
}

/** Why it is refused; null if it is not. */
function refusal(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

describe("evidence travels with the message that needs it, and is verified", () => {
  test("a certificate of which every part was signed is taken, also by who has seen none of it", () => {
    const mails = fourNodes();
    const [zero, one, two, three] = mails as [Mail, Mail, Mail, Mail];
    two.read(0, zero.write(2, vote("PRE-PREPARE")));
    two.read(1, one.write(2, vote("PREPARE")));
    two.write(3, vote("PREPARE"));
    const text = two.write(3, viewChange);
    expect((JSON.parse(text) as Delivery).shown).toHaveLength(3);
    expect(three.read(2, text)?.body).toEqual(viewChange);
  });

  test("one of which a part is missing is refused, and nobody can put a name to it who has not the key", () => {
    const [zero, one, two, three] = fourNodes() as [Mail, Mail, Mail, Mail];
    two.read(0, zero.write(2, vote("PRE-PREPARE")));
    two.write(3, vote("PREPARE"));
    expect(refusal(() => three.read(2, two.write(3, viewChange)))).toBe("no-evidence");
    const { envelope, shown } = JSON.parse(two.write(3, viewChange)) as Delivery;
    const real = JSON.parse(one.write(3, vote("PREPARE"))) as Delivery;
    const own = (JSON.parse(two.write(3, vote("PREPARE"))) as Delivery).envelope;
    const forged = { ...real.envelope, signature: own.signature };
    const known = (JSON.parse(zero.write(3, vote("PRE-PREPARE"))) as Delivery).envelope;
    const with_ = (...parts: readonly unknown[]) =>
      JSON.stringify({ kind: "message", envelope, shown: [...shown, known, own, ...parts] });
    expect(refusal(() => three.read(2, with_(forged)))).toBe("wrong-signature");
    expect(refusal(() => three.read(2, with_(real.envelope)))).toBeNull();
  });

  test("a NEW-VIEW shows the VIEW-CHANGEs that it rests on, and what these rest on", () => {
    const mails = fourNodes();
    const [, one, , three] = mails as [Mail, Mail, Mail, Mail];
    all(mails.slice(0, 3), 0, vote("PRE-PREPARE"));
    for (const from of [1, 2]) all(mails.slice(0, 3), from, vote("PREPARE"));
    for (const from of [0, 1, 2]) all(mails.slice(0, 3), from, viewChange);
    const { envelope, shown } = JSON.parse(one.write(3, newView)) as Delivery;
    const votesLeftOut = shown.filter(({ body }) => body.kind === "VIEW-CHANGE");
    expect(votesLeftOut).toHaveLength(3);
    const bare = JSON.stringify({ kind: "message", envelope, shown: votesLeftOut });
    expect(refusal(() => three.read(1, bare))).toBe("no-evidence");
    expect(three.read(1, one.write(3, newView))?.body).toEqual(newView);
    expect(refusal(() => three.read(1, one.write(3, { ...newView, proposals: [] } as Body)))).toBe("no-evidence");
  });

  test("what is no well-formed certificate is none", () => {
    const [zero, one] = fourNodes() as [Mail, Mail];
    const odd = { ...viewChange, prepared: [{ slot: 9, view: 0, value: "a" }] };
    expect(refusal(() => one.read(0, zero.write(1, odd)))).toBe("not-well-formed");
  });
});

test("what was heard before is not heard again", () => {
  const [zero, one] = fourNodes() as [Mail, Mail];
  const text = zero.write(1, vote("PRE-PREPARE"));
  expect(one.read(0, text)?.body).toEqual(vote("PRE-PREPARE"));
  expect(one.read(0, text)).toBeNull();
});

test("a signature serves one purpose, one value and one key", () => {
  const [signer, other] = [signerOf(newPrivateKey()), signerOf(newPrivateKey())];
  const signature = signer.sign("message", { a: 1, b: 2 });
  expect(isSignedBy(signer.key, "message", { b: 2, a: 1 }, signature)).toBe(true);
  expect(isSignedBy(signer.key, "handshake", { a: 1, b: 2 }, signature)).toBe(false);
  expect(isSignedBy(signer.key, "message", { a: 1 }, signature)).toBe(false);
  expect(isSignedBy(other.key, "message", { a: 1, b: 2 }, signature)).toBe(false);
  expect(isSignedBy("no key", "message", { a: 1, b: 2 }, signature)).toBe(false);
});
