/** The limits of a search in time and memory, looked at now and then. */
import { getHeapStatistics } from "node:v8";
import type { Progress, StoppedBy } from "./explore.ts";

/** The share of the JavaScript heap at which a search ends in good order rather than crash. */
const HEAP_SHARE = 0.85;
/** Milliseconds between two times that others get a turn: signals, timers, drawing. */
const TURN = 40;

export interface Limits {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly signal: AbortSignal | undefined;
  onProgress?: ((progress: Progress & { readonly milliseconds: number }) => void) | undefined;
}

export interface Clock {
  /** Milliseconds since the search began. */
  elapsed(): number;
  peakMemoryBytes(): number;
  /** Whether time or memory have run out: what `pause` ends a search for, for those who cannot pause. */
  overdue(): "timeout" | "memory" | null;
  pause(progress: Progress): Promise<StoppedBy | null>;
  /** Gives others a turn, if it is time; tells whether there is a reason to end. */
  rest(): Promise<StoppedBy | null>;
}

/** Starts the clock of a search. */
export function startClock({ milliseconds, megabytes, signal, onProgress }: Limits): Clock {
  const began = performance.now();
  let lastTurn = began;
  let peak = memoryNow();
  const elapsed = (): number => performance.now() - began;
  /** What threads of the search hold, which is not of this one's heap. */
  let elsewhere = 0;
  const overdue = (): "timeout" | "memory" | null => {
    const memory = memoryNow() + elsewhere;
    peak = Math.max(peak, memory);
    if (elapsed() >= milliseconds) return "timeout";
    const heap = getHeapStatistics();
    const isFull = memory > megabytes * 2 ** 20 || heap.used_heap_size > HEAP_SHARE * heap.heap_size_limit;
    return isFull ? "memory" : null;
  };
  const rest = async (onTurn?: () => void): Promise<StoppedBy | null> => {
    if (performance.now() - lastTurn < TURN && elapsed() < milliseconds) return null;
    await new Promise<void>((resume) => setTimeout(resume, 0));
    lastTurn = performance.now();
    onTurn?.();
    return signal?.aborted ? "interrupted" : overdue();
  };
  return {
    elapsed,
    peakMemoryBytes: () => Math.max(peak, memoryNow() + elsewhere),
    overdue,
    pause: (progress) => {
      elsewhere = progress.elsewhere ?? 0;
      return rest(() => onProgress?.({ ...progress, milliseconds: elapsed() }));
    },
    rest: () => rest(),
  };
}

/** Bytes held by the JavaScript heap and by the arrays beside it. */
function memoryNow(): number {
  const { used_heap_size, external_memory, malloced_memory } = getHeapStatistics();
  return used_heap_size + external_memory + malloced_memory;
}
