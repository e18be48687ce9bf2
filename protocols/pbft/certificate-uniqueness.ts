import { canonical, type Json } from "../../model/canonical.ts";
import { type Envelope, holds, type ReplicaId } from "../../model/message.ts";
import type { Finding, Monitor, Output, OutputProperty } from "../../model/property.ts";
import { certified, type Forging } from "./evidence.ts";
import { type Certificate, type Message, VALUES } from "./messages.ts";
import { slotsUpTo } from "./new-view.ts";

type Sent = Envelope<Message>;

/** A vote or a pre-prepare, by itself or in a NEW-VIEW: what certificates are made of. */
type Part = {
  readonly from: ReplicaId;
  readonly body: Certificate & { readonly kind: "PRE-PREPARE" | "PREPARE" };
};

function partsOf({ from, body }: Sent): readonly Part[] {
  switch (body.kind) {
    case "PRE-PREPARE":
    case "PREPARE":
      return [{ from, body: { kind: body.kind, view: body.view, slot: body.slot, value: body.value } }];
    case "NEW-VIEW":
      return body.proposals.map((proposal) => ({ from, body: { kind: "PRE-PREPARE", view: body.view, ...proposal } }));
    default:
      return [];
  }
}

const partsIn = (output: Output<Message>): readonly Part[] => ("send" in output ? partsOf(output.send) : []);

const textOf = (part: Part): string => canonical(part);

const placeOf = ({ body: { view, slot } }: Part): string => `${view} ${slot}`;

/**
 * No two prepared certificates for one view and slot can be put together, from everything that was sent and that liars
 * can sign, for different values. Castro and Liskov, section 4.2: the pre-prepare and prepare phases guarantee that.
 */
export function certificateUniqueness(setting: Forging): OutputProperty<Message> {
  const { byzantine, parameters } = setting;
  const rivals = Array.from({ length: parameters.views + 1 }, (_, view) => view).flatMap((view) =>
    slotsUpTo(parameters.slots).map((slot) =>
      VALUES.map((value): Certificate => ({ view, slot, value })).map((certificate) => ({
        certificate,
        evidence: certified(certificate, setting),
      })),
    ),
  );
  const conflict = (parts: readonly Part[]): readonly Certificate[] | null => {
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

function findingOf(certificates: readonly Certificate[] | null): Finding | null {
  const [first] = certificates ?? [];
  if (!certificates || !first) return null;
  const values = certificates.map(({ value }) => canonical(value)).join(" and ");
  return {
    says: `certificates for ${values} can be shown for slot ${first.slot} of view ${first.view}`,
    replicas: [],
    slot: first.slot,
  };
}
