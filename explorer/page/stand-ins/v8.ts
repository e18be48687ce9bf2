/** Stands in for `node:v8` in a browser, which tells less: Chromium the heap of the page, others nothing. */

/** What the checker asks for, in bytes. */
export function getHeapStatistics() {
  const { memory } = performance as unknown as {
    readonly memory?: { readonly usedJSHeapSize: number; readonly jsHeapSizeLimit: number };
  };
  return {
    used_heap_size: memory?.usedJSHeapSize ?? 0,
    heap_size_limit: memory?.jsHeapSizeLimit ?? Number.POSITIVE_INFINITY,
    external_memory: 0,
    malloced_memory: 0,
  };
}
