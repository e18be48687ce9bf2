/** The states along a trace, from what each step has changed. */

import type { Change, Trace } from "../checker/outcome.ts";
import type { Json } from "../model/canonical.ts";
import { addToSoup } from "../model/soup.ts";
import type { GlobalState } from "../model/state.ts";

/** The states of a trace: the initial one, then the one after each step. */
export function statesAlong({ initial, steps }: Pick<Trace, "initial" | "steps">): readonly GlobalState[] {
  const states = [initial];
  for (const { changes, sends } of steps) {
    const { replicas, logs, soup } = states.at(-1) ?? initial;
    const changed = changes.reduce(apply, { replicas, logs } as unknown as Json) as unknown as GlobalState;
    states.push({ replicas: changed.replicas, logs: changed.logs, soup: addToSoup(soup, sends) });
  }
  return states;
}

/** The value after a change. Of an array only the end is ever taken away: what shifts is told as changed. */
function apply(value: Json, { path, after }: Change): Json {
  const [key, ...rest] = path;
  if (key === undefined) return after as Json;
  if (Array.isArray(value)) {
    const place = Number(key);
    if (rest.length === 0 && after === undefined) return value.slice(0, place);
    const copy = [...(value as readonly Json[])];
    copy[place] = inner(copy[place], rest, after);
    return copy;
  }
  const fields = new Map(Object.entries(value as { readonly [key: string]: Json }));
  if (rest.length === 0 && after === undefined) fields.delete(String(key));
  else fields.set(String(key), inner(fields.get(String(key)), rest, after));
  return Object.fromEntries(fields);
}

const inner = (value: Json | undefined, path: Change["path"], after: Json | undefined): Json =>
  path.length === 0 ? (after as Json) : apply(value as Json, { path, ...(after === undefined ? {} : { after }) });
