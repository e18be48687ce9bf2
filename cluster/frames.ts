/** Frames: how messages stand in a stream of bytes. Four bytes of length, the most significant first, then UTF-8. */
import { Refusal } from "./refusal.ts";

const HEAD = 4;

/** The frame of a text. */
export function frame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const made = Buffer.allocUnsafe(HEAD + bytes);
  made.writeUInt32BE(bytes);
  made.write(text, HEAD);
  return made;
}

/**
 * Takes a stream apart into texts. It keeps one frame that has not ended at most, and none that is longer than the
 * limit: that is refused as soon as its length is known.
 */
export class Unframer {
  /** The most bytes that a frame may have; may change while the stream goes on. */
  limit: number;
  #chunks: Buffer[] = [];
  #kept = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * The texts that end in this piece of the stream, one after the other: what is not asked for is not looked at.
   *
   * @throws Refusal "too-long", "not-a-frame"; the stream is of no more use then
   */
  *push(piece: Buffer): Generator<string> {
    this.#chunks.push(piece);
    this.#kept += piece.length;
    for (;;) {
      if (this.#kept < HEAD) return;
      const length = this.#together(HEAD).readUInt32BE();
      if (length > this.limit) throw new Refusal("too-long", `${length} bytes, and ${this.limit} are allowed`);
      if (this.#kept < HEAD + length) return;
      const all = this.#together(HEAD + length);
      this.#chunks = all.length > HEAD + length ? [all.subarray(HEAD + length)] : [];
      this.#kept -= HEAD + length;
      yield textOf(all.subarray(HEAD, HEAD + length));
    }
  }

  /** The first chunk, made as long as that: joined only when there is enough, so that many small pieces stay cheap. */
  #together(least: number): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= least) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function textOf(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal("not-a-frame", "it is not UTF-8");
  }
}
