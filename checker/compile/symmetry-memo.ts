/** A function of small numbers that computes each answer once. It costs bytes, not objects: numbers go into the millions. */
export class Memo {
  readonly #compute: (number: number) => number;
  #answers = new Int32Array(1 << 10);
  #known = new Uint8Array(1 << 10);

  constructor(compute: (number: number) => number) {
    this.#compute = compute;
  }

  of(number: number): number {
    if (this.#known[number] !== 1) this.#learn(number, this.#compute(number));
    return this.#answers[number] as number;
  }

  #learn(number: number, answer: number): void {
    if (number >= this.#known.length) this.#grow(2 * number);
    this.#answers[number] = answer;
    this.#known[number] = 1;
  }

  #grow(size: number): void {
    const [answers, known] = [new Int32Array(size), new Uint8Array(size)];
    answers.set(this.#answers);
    known.set(this.#known);
    this.#answers = answers;
    this.#known = known;
  }
}
