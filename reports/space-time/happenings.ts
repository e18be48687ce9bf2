/** Everything that happens along a trace, in its order: each lie as it is told, each step, each message that it sends. */
import { node } from "../words.ts";
import type { Picture } from "./picture.ts";

/** One line of the full order. */
export type Happening =
  /** The start, or a step. */
  | { readonly kind: "moment"; readonly step: number; readonly words: string }
  /** A message leaves. A lie leaves before the step that takes it, and has the number of that step. */
  | { readonly kind: "send" | "lie"; readonly step: number; readonly sending: number; readonly words: string };

/** The full order. Its moments alone are the trace: deliveries, timeouts and steps of the replicas' own. */
export function happenings({ moments, sendings }: Pick<Picture, "moments" | "sendings">): readonly Happening[] {
  const leaving = new Map<number, Happening[]>();
  for (const [index, { step, from, to, words, isLie }] of sendings.entries()) {
    const line = `${node(from)} -> ${to === "all" ? "all" : node(to)}  ${words}`;
    const one: Happening = { kind: isLie ? "lie" : "send", step, sending: index, words: line };
    leaving.set(step, [...(leaving.get(step) ?? []), one]);
  }
  return moments.flatMap(({ step, words }) => {
    const all = leaving.get(step) ?? [];
    const lies = all.filter(({ kind }) => kind === "lie");
    return [...lies, { kind: "moment" as const, step, words }, ...all.filter(({ kind }) => kind === "send")];
  });
}
