/** A composed system as plain data, and the space it makes wherever it is. */
import { NumberedAround, SoupAround } from "./around.ts";
import { Composition, type ExplainedSpace, type Parts } from "./composition.ts";
import type { Sets } from "./futures.ts";
import type { JudgeObservations } from "./judgements.ts";
import { MacroProduct } from "./macro.ts";
import { type OutlookPlan, Outlooks } from "./outlook.ts";
import { Product } from "./product.ts";
import { type Memory, type RowTable, type Sends, Surroundings } from "./surroundings.ts";
import type { Symmetries } from "./symmetry.ts";
import { CanonicalForm } from "./symmetry-form.ts";
import { SymmetricSpace } from "./symmetry-space.ts";

/** What a space is made of. */
export interface Plan {
  readonly parts: Parts;
  readonly sends: Sends;
  readonly outlooks: OutlookPlan;
  /** For macro-steps: for each place, the messages that matter from each state on; null for elementary steps. */
  readonly needs: readonly Sets[] | null;
  /** Which replicas may swap their names; null where every state stands for itself alone. */
  readonly symmetries: Symmetries | null;
  /** Whether rows hold the soup itself, and not the number of the surroundings. */
  readonly soupInRows: boolean;
  /** Whether steps of different replicas lead to the same state in either order. */
  readonly commutes: boolean;
}

/** What is not plain data: monitors and judgements are functions that belong to properties. */
export interface Judges {
  readonly memory: Memory;
  /** Judges what the replicas look like; null where no property asks. */
  readonly judge: JudgeObservations | null;
}

/** The space of a plan. @param table where the surroundings are kept, if not in a table of their own */
export function spaceOf(
  { parts, sends, outlooks, needs, symmetries, soupInRows, commutes }: Plan,
  { memory, judge }: Judges,
  table?: RowTable,
): { readonly space: ExplainedSpace; readonly surroundings: Surroundings } {
  const surroundings = new Surroundings(sends, memory, new Outlooks(outlooks), table);
  const composition = new Composition(parts, surroundings, judge, (word) =>
    soupInRows ? new SoupAround(sends, memory, parts.machines.length, word) : new NumberedAround(surroundings, word),
  );
  const space = needs ? new MacroProduct(composition, needs) : new Product(composition, commutes);
  if (symmetries === null) return { space, surroundings };
  return { space: new SymmetricSpace(space, new CanonicalForm(composition, symmetries)), surroundings };
}
