/**
 * The saturated adversary: every message that a Byzantine replica can sign is always available, to each recipient by
 * itself, as soon as its evidence can be shown. For safety a liar gains nothing by waiting, so there is no adversary
 * state and no send action.
 */
import { canonical } from "./canonical.ts";
import { freeze } from "./draft.ts";
import { ModelError } from "./error.ts";
import type { Body, Envelope, Evidence, ReplicaId } from "./message.ts";
import type { Protocol, Setting } from "./protocol.ts";

/** One message of the vocabulary: from a Byzantine replica to one honest replica. */
export interface Lie<B extends Body = Body> {
  readonly envelope: Envelope<B> & { readonly to: ReplicaId };
  readonly evidence: Evidence<B> | null;
}

/**
 * Everything that the Byzantine replicas can say, each message once for each honest recipient.
 *
 * @throws ModelError "misuse" where `forge` yields an unknown kind or a recipient out of range
 */
export function vocabulary<R, B extends Body>(protocol: Protocol<R, B>, setting: Setting): readonly Lie<B>[] {
  const lies = new Map<string, Lie<B>>();
  for (const from of setting.byzantine) {
    for (const { body, to, evidence } of protocol.forge?.(from, setting) ?? []) {
      if (!protocol.kinds.includes(body.kind)) {
        throw new ModelError(
          "misuse",
          `protocol ${protocol.name}: forge yields a message of kind "${body.kind}". Add it to the protocol's kinds: [${protocol.kinds.join(", ")}].`,
        );
      }
      for (const recipient of to === undefined ? setting.honest : setting.honest.filter((id) => id === to)) {
        const lie = { envelope: { from, to: recipient, body }, evidence: evidence ?? null };
        const text = canonical(lie.envelope, `protocol ${protocol.name}: what forge yields`);
        // Frozen, so that a reducer that writes to a lie is found.
        if (!lies.has(text)) lies.set(text, freeze(lie, true));
      }
    }
  }
  return [...lies.values()];
}
