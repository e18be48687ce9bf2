/** Plain data in shared memory. */

/**
 * A copy of plain data whose typed arrays are in shared memory, so that sending it copies none of them.
 *
 * @throws TypeError for anything that is not plain, a Map for instance
 */
export const shared = <T>(data: T): T => copy(data) as T;

function copy(data: unknown): unknown {
  if (data instanceof Int32Array) return moved(data, new Int32Array(room(data)));
  if (data instanceof Float64Array) return moved(data, new Float64Array(room(data)));
  if (Array.isArray(data)) return data.map(copy);
  if (typeof data !== "object" || data === null) return data;
  if (Object.getPrototypeOf(data) !== Object.prototype) throw new TypeError("only plain data can be shared");
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copy(value)]));
}

const room = ({ byteLength }: Int32Array | Float64Array): SharedArrayBuffer => new SharedArrayBuffer(byteLength);

function moved<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
