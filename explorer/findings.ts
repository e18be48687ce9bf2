/** What the properties say of the state that is looked at. */
import { judge } from "../model/judge.ts";
import type { Finding, Property } from "../model/property.ts";
import { type Session, stateOf } from "./session.ts";

export interface Judged {
  readonly property: Property;
  /** What it finds here: of one that must always hold, the violation; of others, what they look for. */
  readonly finding: Finding | null;
}

/** The properties that say something of this state, in the order of the protocol. */
export function judgedHere(session: Session): readonly Judged[] {
  const { system, steps, at } = session;
  const lied = steps.slice(0, at).some(({ action }) => action.kind === "deliver" && action.byzantine);
  return system.properties
    .filter(({ notApplicable, adversary }) => notApplicable === undefined && !(adversary === "silent" && lied))
    .map((property) => ({ property, finding: judge(property, stateOf(session), system.setting) }));
}

/** Of these, what must always hold and does not. */
export const violatedIn = (judged: readonly Judged[]): readonly (Judged & { readonly finding: Finding })[] =>
  judged.flatMap(({ property, finding }) =>
    property.kind === "always" && finding !== null ? [{ property, finding }] : [],
  );
