/** How far silent steps lead, and which visible ones are there. */
import { ALWAYS, type Availability, isThere } from "./guards.ts";
import { isSilent, type LocalMachine } from "./local-machine.ts";

/** Goes through the silent steps of one replica. The arrays that it takes for that are kept from one time to the next. */
export class Reach {
  readonly #machine: LocalMachine;
  readonly #isSilent: Uint8Array;
  /** For each edge a number that tells apart where edges lead and what they put out. */
  readonly #kind: Int32Array;
  /** When a state was reached last, and an edge of a kind found. */
  readonly #reached: Int32Array;
  readonly #found: Int32Array;
  #time = 0;
  /** The states reached, nearest first, and by state: at what cost, and by which edge from where. */
  readonly #queue: Int32Array;
  readonly #cost: Int32Array;
  readonly #by: Int32Array;
  readonly #from: Int32Array;
  /** The source of each edge. */
  readonly #source: Int32Array;
  readonly #edges: number[] = [];

  constructor(machine: LocalMachine) {
    const { size, first, target, output } = machine;
    this.#machine = machine;
    this.#isSilent = new Uint8Array(target.length);
    this.#source = new Int32Array(target.length);
    this.#kind = new Int32Array(target.length);
    const kinds = new Map<string, number>();
    for (let state = 0; state < size; state++) {
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
        this.#source[edge] = state;
        this.#isSilent[edge] = isSilent(machine, state, edge) ? 1 : 0;
        const name = `${target[edge]},${output[edge]}`;
        const kind = kinds.get(name) ?? kinds.size;
        kinds.set(name, kind);
        this.#kind[edge] = kind;
      }
    }
    this.#found = new Int32Array(kinds.size);
    [this.#reached, this.#queue, this.#cost, this.#by, this.#from] = [
      new Int32Array(size),
      new Int32Array(size),
      new Int32Array(size),
      new Int32Array(size),
      new Int32Array(size),
    ];
  }

  /** The visible edges within reach, one for each target and output: a nearest one. Valid until the next call. */
  visible(start: number, there: Availability, soup: Int32Array): readonly number[] {
    const { first, target } = this.#machine;
    const { codes } = there;
    const time = ++this.#time;
    this.#edges.length = 0;
    this.#queue[0] = start;
    this.#reached[start] = time;
    this.#cost[start] = 0;
    for (let taken = 0, known = 1; taken < known; taken++) {
      const state = this.#queue[taken] as number;
      for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
        const code = codes[edge] as number;
        if (code !== ALWAYS && !isThere(there, code, soup)) continue;
        if (this.#isSilent[edge] === 0) {
          const kind = this.#kind[edge] as number;
          if (this.#found[kind] !== time) this.#edges.push(edge);
          this.#found[kind] = time;
          continue;
        }
        const next = target[edge] as number;
        if (this.#reached[next] === time) continue;
        this.#reached[next] = time;
        this.#cost[next] = (this.#cost[state] as number) + 1;
        this.#by[next] = edge;
        this.#from[next] = state;
        this.#queue[known++] = next;
      }
    }
    return this.#edges;
  }

  /** How many steps it takes with an edge that was found. */
  costOf(edge: number): number {
    return (this.#cost[this.#source[edge] as number] as number) + 1;
  }

  /** The silent edges before an edge that was found. */
  wayTo(edge: number): readonly number[] {
    const way: number[] = [];
    let state = this.#source[edge] as number;
    for (let left = this.#cost[state] as number; left > 0; left--) {
      way.push(this.#by[state] as number);
      state = this.#from[state] as number;
    }
    return way.reverse();
  }
}
