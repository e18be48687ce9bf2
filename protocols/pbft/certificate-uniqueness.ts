import { canonical, type Json } from "../../model/canonical.ts";
import { type Envelope, holds, type ReplicaId } from "../../model/message.ts";
import type { Finding, Monitor, Output, OutputProperty } from "../../model/property.ts";
import { certified, checkpoints, type Forging, proven } from "./evidence.ts";
import { type Certificate, type Checkpoint, type Message, VALUES } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";
import { checkpointsOf } from "./rules.ts";

type Sent = Envelope<Message>;

/**
 * A vote or a pre-prepare, by itself or in a NEW-VIEW: what certificates are made of. And a CHECKPOINT, for the proof of a
 * checkpoint is a certificate too.
 */
type Part = {
  readonly from: ReplicaId;
  readonly body:
    | (Certificate & { readonly kind: "PRE-PREPARE" | "PREPARE" })
    | (Checkpoint & { readonly kind: "CHECKPOINT" });
};

function partsOf({ from, body }: Sent): readonly Part[] {
  switch (body.kind) {
    case "PRE-PREPARE":
    case "PREPARE":
      return [{ from, body: { kind: body.kind, view: body.view, slot: body.slot, value: body.value } }];
    case "CHECKPOINT":
      return [{ from, body }];
    case "NEW-VIEW":
      return body.proposals.map((proposal) => ({ from, body: { kind: "PRE-PREPARE", view: body.view, ...proposal } }));
    default:
      return [];
  }
}

const partsIn = (output: Output<Message>): readonly Part[] => ("send" in output ? partsOf(output.send) : []);

const textOf = (part: Part): string => canonical(part);

const placeOf = ({ body }: Part): string => (body.kind === "CHECKPOINT" ? `${body.slot}` : `${body.view} ${body.slot}`);

/**
 * No two prepared certificates for one view and slot can be put together, from everything that was sent and that liars
 * can sign, for different values. Castro and Liskov, section 4.2: the pre-prepare and prepare phases guarantee that. Nor
 * can two stable checkpoints of one slot be proven (section 4.3).
 */
export function certificateUniqueness(setting: Forging): OutputProperty<Message> {
  const { byzantine, parameters } = setting;
  const prepared = Array.from({ length: parameters.views + 1 }, (_, view) => view).flatMap((view) =>
    slotsUpTo(parameters.slots).map((slot) =>
      VALUES.map((value): Certificate => ({ view, slot, value })).map((certificate) => ({
        certificate: certificate as Rival,
        evidence: certified(certificate, setting),
      })),
    ),
  );
  const stable = slotsUpTo(parameters.slots).map((slot) =>
    checkpointsOf(checkpoints(setting), slot).map((certificate) => ({
      certificate: certificate as Rival,
      evidence: proven(certificate, setting),
    })),
  );
  const rivals = [...prepared, ...stable];
  const conflict = (parts: readonly Part[]): readonly Rival[] | null => {
    const signed = new Set(parts.map(textOf));
    for (const certificates of rivals) {
      const shown = certificates.filter(({ evidence }) =>
        holds(evidence, ({ from, body }) => byzantine.includes(from) || signed.has(canonical({ from, body }))),
      );
      if (shown.length > 1) return shown.map(({ certificate }) => certificate);
    }
    return null;
  };
  const monitor: Monitor<readonly Part[] | null, Message> = {
    initial: [],
    consume(parts, output) {
      if (parts === null) return null;
      const known = new Set(parts.map(textOf));
      const fresh = partsIn(output).filter((part) => !known.has(textOf(part)));
      if (fresh.length === 0) return parts;
      const after = [...parts, ...fresh].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
      return conflict(after) ? null : after;
    },
    found: (parts) => parts === null,
    concern: (output) => partsIn(output).map(placeOf),
    forget(parts, possible) {
      if (parts === null) return null;
      const alive = new Set(possible.flatMap(partsIn).map(placeOf));
      return parts.filter((part) => alive.has(placeOf(part)));
    },
  };
  return {
    name: "certificate-uniqueness",
    kind: "always",
    says: "no two prepared certificates for one view and slot have different values",
    over: "outputs",
    sends: (envelope) => partsOf(envelope).length > 0,
    judge: ({ sent }) => findingOf(conflict(sent.flatMap(partsOf))),
    monitor: monitor as unknown as Monitor<Json, Message>,
  };
}

/** What can be shown. */
type Rival = Certificate | Checkpoint;

function findingOf(certificates: readonly Rival[] | null): Finding | null {
  const [first] = certificates ?? [];
  if (!certificates || !first) return null;
  const values = certificates.map((one) => canonical("state" in one ? one.state : one.value)).join(" and ");
  const place =
    "state" in first ? `the checkpoint after slot ${first.slot}` : `slot ${first.slot} of view ${first.view}`;
  return {
    says: `certificates for ${values} can be shown for ${place}`,
    replicas: [],
    slot: first.slot,
  };
}
