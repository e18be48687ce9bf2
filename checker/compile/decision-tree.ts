/**
 * What an input does, by what is looked at. Every fork is a look at one place of a replica state, every branch what was
 * seen there, every leaf what was done. A reducer is deterministic, so after the same sights it takes the same next look.
 */
import type { Leaf } from "./leaf.ts";
import type { Look, Row } from "./looks.ts";

/** A look and where each of its sights leads. */
class Fork {
  readonly look: Look;
  readonly branches: (Tree | undefined)[] = [];

  constructor(look: Look) {
    this.look = look;
  }
}

type Tree = Fork | Leaf;

export class DecisionTree {
  #root: Tree | undefined;

  /** The leaf for the state of a row; undefined where there is none yet. */
  find(row: Row): Leaf | undefined {
    let tree = this.#root;
    while (tree instanceof Fork) tree = tree.branches[tree.look.see(row)];
    return tree;
  }

  /** Puts a leaf where its looks at this row lead. */
  grow(row: Row, leaf: Leaf): void {
    let parent: { readonly branches: (Tree | undefined)[]; readonly branch: number } | null = null;
    let here: Tree | undefined = this.#root;
    const put = (tree: Tree): void => {
      if (parent) parent.branches[parent.branch] = tree;
      else this.#root = tree;
    };
    for (const look of leaf.looks) {
      if (here && !(here instanceof Fork && here.look === look))
        throw new Error("a reducer took different looks after the same sights");
      const node: Fork = here ?? new Fork(look);
      if (!here) put(node);
      parent = { branches: node.branches, branch: look.see(row) };
      here = node.branches[parent.branch];
    }
    put(leaf);
  }

  /** The columns of the first looks: those that most inputs are turned away by. */
  firstColumns(looks: number): readonly number[] {
    const columns: number[] = [];
    let tree = this.#root;
    for (let look = 0; look < looks && tree instanceof Fork; look++) {
      columns.push(tree.look.column);
      tree = tree.branches.find((branch) => branch instanceof Fork);
    }
    return columns;
  }

  /** Whether looks at these columns alone tell that nothing happens in the state of a row. */
  isDeaf(row: Row, columns: ReadonlySet<number>): boolean {
    let tree = this.#root;
    while (tree instanceof Fork) {
      if (!columns.has(tree.look.column)) return false;
      tree = tree.branches[tree.look.see(row)];
    }
    return tree?.isDeaf ?? false;
  }
}
