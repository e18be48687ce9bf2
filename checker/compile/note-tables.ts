/** What can happen at all, as the tables tell: more than happens in a search, never less. */
import { actionOf } from "../../model/machine.ts";
import type { Sightings } from "../sightings.ts";
import { SILENT } from "./alphabet.ts";
import type { Cue } from "./inputs.ts";
import type { Tables } from "./tables.ts";

/** Takes note of every input on which some replica state does something, and of round ends. */
export function noteTables({ replicas }: Tables, sightings: Sightings): void {
  for (const { id, cues, edges, postponed, roundEnds } of replicas) {
    const used = new Set(postponed);
    for (let edge = 0; edge < edges.length; edge += 4) used.add(edges[edge + 1] as number);
    for (const cue of used) {
      const { input, lie } = cues[cue] as Cue;
      sightings.note(actionOf(input, id, lie !== null));
    }
    const ends = roundEnds?.some((item, at) => (at % 2 === 0 ? item !== at / 2 : item !== SILENT));
    if (ends) sightings.note({ kind: "round-end" });
  }
}
