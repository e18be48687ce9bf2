/**
 * Which honest replicas are interchangeable: any two of a class may swap their names and the composed system stays what
 * it is. Found on the tables and checked on them; a protocol's author says nothing about it.
 */
import type { Property } from "../../model/property.ts";
import type { LocalMachine } from "./local-machine.ts";
import type { Goal } from "./monitors.ts";
import { Directory, guesses } from "./symmetry-naming.ts";
import { type Composed, type Symmetry, symmetryUnder } from "./symmetry-pairing.ts";
import type { Tables } from "./tables.ts";

/** The symmetries of a composed system, as plain data. */
export interface Symmetries {
  /** Classes of interchangeable places, of two or more each. */
  readonly classes: readonly (readonly number[])[];
  /** The swap of any two places of a class; they generate all symmetries. */
  readonly swaps: readonly Symmetry[];
}

/** Thrown when properties turn out to tell apart what the replicas do not. */
export class Asymmetry extends Error {}

/**
 * The symmetries of these machines.
 *
 * @throws Asymmetry if there are none, or none that can be found
 *
 * The swaps of a class act as a group: the pairing of states that comes with a naming is the only one that there can be,
 * and namings compose.
 */
export function symmetriesOf(tables: Tables, machines: readonly LocalMachine[]): Symmetries {
  const { alphabet, setting } = tables;
  const directory = new Directory(tables);
  const composed: Composed = {
    machines,
    startOutputs: startOutputs(tables),
    messages: alphabet.messages,
    outputs: alphabet.outputs,
  };
  for (const fields of guesses(tables)) {
    const swap = (a: number, b: number): Symmetry | null => {
      const names = [setting.honest[a] as number, setting.honest[b] as number] as const;
      return symmetryUnder(directory.naming({ names, fields }), [a, b], composed);
    };
    const found = interchangeable(machines.length, swap);
    if (found !== null) return found;
  }
  throw new Asymmetry("no two honest replicas are interchangeable");
}

/** What each place puts out at the start. */
export const startOutputs = ({ alphabet, replicas }: Tables): readonly number[] =>
  replicas.map(({ start }) => alphabet.idOfOutput(start));

/** Gathers places into classes: to be interchangeable is transitive. */
function interchangeable(places: number, swapOf: (a: number, b: number) => Symmetry | null): Symmetries | null {
  const known = new Map<string, Symmetry | null>();
  const swap = (a: number, b: number): Symmetry | null => {
    const name = a < b ? `${a},${b}` : `${b},${a}`;
    const old = known.get(name);
    if (old !== undefined) return old;
    const fresh = swapOf(Math.min(a, b), Math.max(a, b));
    known.set(name, fresh);
    return fresh;
  };
  const all: number[][] = [];
  for (let place = 0; place < places; place++) {
    const own = all.find(([first]) => swap(first as number, place) !== null);
    if (own) own.push(place);
    else all.push([place]);
  }
  const classes = all.filter(({ length }) => length > 1);
  const pairs = classes.flatMap((own) => own.flatMap((a, at) => own.slice(at + 1).map((b) => swap(a, b))));
  const swaps = pairs.filter((one) => one !== null);
  if (swaps.length === 0 || swaps.length < pairs.length) return null;
  return { classes, swaps };
}

/** The place whose name a place takes. */
export const swappedPlace = (place: number, { places: [a, b] }: Pick<Symmetry, "places">): number =>
  place === a ? b : place === b ? a : place;

/** Why symmetry was asked for and not used, and for what; null where it was used throughout. */
export function asymmetryNote(
  parts: readonly { readonly goals: readonly Goal<Property>[]; readonly asymmetry: string | null }[],
): string | null {
  const reasons = new Map<string, string[]>();
  for (const { goals, asymmetry } of parts) {
    if (asymmetry === null) continue;
    reasons.set(asymmetry, [...(reasons.get(asymmetry) ?? []), ...goals.map(({ property }) => property.name)]);
  }
  const notes = [...reasons].map(([why, names]) => `symmetry was not used for ${names.join(", ")}: ${why}`);
  return notes.length === 0 ? null : notes.join("; ");
}
