/** Rows that are put into a table together: the successors of one state. */
export class Batch {
  readonly width: number;
  rows: Int32Array;
  /** How many elementary steps each is away. */
  costs: Int32Array;
  /** Room for the hash of each row. */
  hashes: Int32Array;
  size = 0;

  constructor(width: number) {
    this.width = width;
    const room = 64;
    this.rows = new Int32Array(room * width);
    this.costs = new Int32Array(room);
    this.hashes = new Int32Array(room);
  }

  /** Takes in a copy of a row. */
  add(row: Int32Array, cost: number): void {
    if (this.size === this.costs.length) this.#extend();
    const start = this.size * this.width;
    for (let word = 0; word < this.width; word++) this.rows[start + word] = row[word] as number;
    this.costs[this.size++] = cost;
  }

  #extend(): void {
    const [rows, costs] = [this.rows, this.costs];
    this.rows = new Int32Array(2 * rows.length);
    this.costs = new Int32Array(2 * costs.length);
    this.hashes = new Int32Array(2 * costs.length);
    this.rows.set(rows);
    this.costs.set(costs);
  }
}
