/** What a lie rests on: the messages of honest replicas that it has to show, and in which steps they were sent. */
import { vocabulary } from "../../model/adversary.ts";
import { canonical } from "../../model/canonical.ts";
import { settingOf } from "../../model/configuration.ts";
import type { Envelope, Evidence, Signed } from "../../model/message.ts";
import type { Configuration, Protocol } from "../../model/protocol.ts";

/** The steps whose messages a lie shows; none for most lies. @param sentAt when a statement was first sent, null for never */
export type Shows = (lie: Envelope, sentAt: (statement: Signed) => number | null) => readonly number[];

/** What the lies of a protocol show; nothing for a protocol that is not at hand. */
export function showsOf(protocol: Protocol | null, configuration: Configuration): Shows {
  if (protocol === null) return () => [];
  const { byzantine } = configuration;
  const evidence = new Map(
    vocabulary(protocol, settingOf(protocol, configuration)).map((lie) => [canonical(lie.envelope), lie.evidence]),
  );
  return (lie, sentAt) => {
    const needed = evidence.get(canonical(lie)) ?? null;
    if (needed === null) return [];
    // A Byzantine replica signs whatever it likes, and needs nobody for it.
    const steps = (statement: Signed): readonly number[] | null => {
      if (byzantine.includes(statement.from)) return [];
      const step = sentAt(statement);
      return step === null ? null : [step];
    };
    return [...new Set(earliest(needed, steps) ?? [])].sort((a, b) => a - b);
  };
}

/** The steps in which evidence was sent: where any of several messages would do, those that were there first. Null where it was not. */
function earliest(
  evidence: Evidence,
  steps: (statement: Signed) => readonly number[] | null,
): readonly number[] | null {
  if ("signed" in evidence) return steps(evidence.signed);
  const parts = evidence.of.flatMap((part) => {
    const found = earliest(part, steps);
    return found === null ? [] : [found];
  });
  if (parts.length < evidence.atLeast) return null;
  const last = (some: readonly number[]): number => Math.max(0, ...some);
  return parts
    .toSorted((one, other) => last(one) - last(other))
    .slice(0, evidence.atLeast)
    .flat();
}
