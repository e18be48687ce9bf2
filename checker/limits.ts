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
  pause(progress: Progress): Promise<StoppedBy | null>;
}

/** Starts the clock of a search. */
export function startClock({ milliseconds, megabytes, signal, onProgress }: Limits): Clock {
  const began = performance.now();
  let lastTurn = began;
  let peak = memoryNow();
  const elapsed = (): number => performance.now() - began;
  return {
    elapsed,
    peakMemoryBytes: () => Math.max(peak, memoryNow()),
    async pause(progress) {
      if (performance.now() - lastTurn < TURN && elapsed() < milliseconds) return null;
      await new Promise<void>((resume) => setTimeout(resume, 0));
      lastTurn = performance.now();
      const memory = memoryNow();
      peak = Math.max(peak, memory);
      onProgress?.({ ...progress, milliseconds: elapsed() });
      if (signal?.aborted) return "interrupted";
      if (elapsed() >= milliseconds) return "timeout";
      const heap = getHeapStatistics();
      if (memory > megabytes * 2 ** 20 || heap.used_heap_size > HEAP_SHARE * heap.heap_size_limit) return "memory";
      return null;
    },
  };
}

/** Bytes held by the JavaScript heap and by the arrays beside it. */
function memoryNow(): number {
  const { used_heap_size, external_memory, malloced_memory } = getHeapStatistics();
  return used_heap_size + external_memory + malloced_memory;
}
