/** Inputs that may be postponed together: those that write the same unit of a replica state, and where they lead. */
import { Interner } from "../../model/canonical.ts";
import { SILENT } from "./alphabet.ts";
import type { Candidates } from "./delay-candidates.ts";
import { type Leaf, written } from "./leaf.ts";
import type { Look, Row, Write } from "./looks.ts";
import type { Reactions } from "./reactions.ts";
import type { Unit } from "./units.ts";

/** Inputs of which each is silent wherever they lead, in whatever order. */
export interface Group extends Candidates {
  /** A number that equal groups share. */
  readonly id: number;
  /** A number that groups share that have the same unit and members, wherever they lead. */
  readonly who: number;
  /** The numbers of what comes to stand in the unit; first of what stands there. */
  readonly contents: readonly number[];
  /** What it takes to put each of them there. */
  readonly values: readonly Write[];
  /** All that the members do, and the looks that they take. */
  readonly leaves: ReadonlySet<Leaf>;
  readonly looks: ReadonlySet<Look>;
}

/** Values of a unit past which nothing is postponed. */
const MOST_VALUES = 256;

/** What candidates were found to be, and by what. */
interface Finding {
  /** The group; null where some input is not silent. */
  readonly group: Group | null;
  /** What was seen for it at the state. */
  readonly sights: ReadonlyMap<Look, number>;
  /** What stood in columns that were written beside the unit: such a step may change nothing there, without a look. */
  readonly beside: ReadonlyMap<number, number>;
}

/**
 * Those of some groups that depend on nothing that another one writes, so that they may be taken together. There are two ways to
 * come to that: to leave out those that depend on another, or those that another depends on.
 */
export function independent(groups: readonly Group[]): readonly (readonly Group[])[] {
  const dependent = groups.map(({ leaves }, at) =>
    groups.filter(
      ({ unit }, other) => other !== at && [...leaves].some((leaf) => leaf.looksAt(unit) || leaf.writesTo(unit)),
    ),
  );
  const needed = new Set(dependent.flat());
  if (needed.size === 0) return [groups];
  return [groups.filter((_, at) => dependent[at]?.length === 0), groups.filter((group) => !needed.has(group))];
}

/** The groups of one replica. */
export class Groups {
  readonly #reactions: readonly Reactions[];
  readonly #ids = new Interner<object>();
  /** By the candidates and what stands in their unit. */
  readonly #findings = new Map<string, Finding[]>();

  /** @param reactions one for each input; more may come */
  constructor(reactions: readonly Reactions[]) {
    this.#reactions = reactions;
  }

  /**
   * The group that candidates are: all that they lead to from a state, by themselves. Each step must be silent and the only
   * one, and write nothing but the unit.
   *
   * @returns null if it is not so
   */
  of(row: Row, candidates: Candidates): Group | null {
    return this.#find(row, candidates).group;
  }

  /** What stands in the unit tells what inputs do there, together with what they see elsewhere. */
  #find(row: Row, candidates: Candidates): Finding {
    const { unit, members } = candidates;
    const name = [unit.id, unit.read(row), ...members].join();
    const findings = this.#findings.get(name) ?? [];
    this.#findings.set(name, findings);
    let finding = findings.find((one) => isAsFound(one, row));
    if (!finding) {
      finding = this.#make(row, candidates);
      findings.push(finding);
    }
    return finding;
  }

  #make(row: Row, candidates: Candidates): Finding {
    const { unit } = candidates;
    const leaves = new Set<Leaf>();
    const group = this.#groupOf(row, candidates, leaves);
    const looks = [...leaves].flatMap((leaf) => leaf.looks);
    const writes = [...leaves].flatMap(({ reactions }) => reactions.flatMap((reaction) => reaction.writes));
    const beside = writes.filter((write) => !unit.holds(write));
    return {
      group,
      sights: new Map(looks.map((look) => [look, look.see(row)])),
      beside: new Map(beside.map(({ column }) => [column, row[column] as number])),
    };
  }

  /** @param leaves takes up all that inputs do */
  #groupOf(row: Row, { unit, members }: Candidates, leaves: Set<Leaf>): Group | null {
    const contents = [unit.read(row)];
    const known = new Set(contents);
    const values: Write[] = [];
    for (let at = 0; at < contents.length; at++) {
      const write = unit.putting(contents[at] as number);
      values.push(write);
      const here = written(row, [write]);
      for (const member of members) {
        const leaf = (this.#reactions[member] as Reactions).leaf(here);
        leaves.add(leaf);
        if (leaf.isDeaf) continue;
        const next = silentStep(here, leaf, unit);
        if (next === null) return null;
        const content = unit.read(next);
        if (known.has(content)) continue;
        known.add(content);
        contents.push(content);
        if (contents.length > MOST_VALUES) return null;
      }
    }
    const looks = new Set([...leaves].flatMap((leaf) => leaf.looks));
    const who = this.#ids.id([unit.id, members]);
    const id = this.#ids.id([who, contents, [...looks].map((look) => look.id).sort((a, b) => a - b)]);
    return { id, who, unit, members, contents, values, leaves, looks };
  }
}

function isAsFound({ sights, beside }: Finding, row: Row): boolean {
  for (const [look, sight] of sights) if (look.see(row) !== sight) return false;
  for (const [column, value] of beside) if (row[column] !== value) return false;
  return true;
}

/** The state after the one silent reaction, which changes nothing but the unit; null if there is no such reaction. */
function silentStep(row: Row, { reactions }: Leaf, unit: Unit): Row | null {
  const [only, ...others] = reactions;
  if (!only || others.length > 0 || only.output !== SILENT) return null;
  for (const write of only.writes) {
    const { column, put } = write;
    if (!unit.holds(write) && put(row[column] as number) !== row[column]) return null;
  }
  return written(row, only.writes);
}
