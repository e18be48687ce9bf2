/**
 * Whether one replica does what another one does, its model, but for the names of the two.
 *
 * All that was found out of the model is found out of this replica, in the same order: on the input and in the state that
 * have the names swapped it must take the same looks, write the same and put out the same, with the names swapped. What the
 * model does in any of its states is known by these looks alone. So by induction over the order in which things were found,
 * this replica has the states of the model with the names swapped, and no others, with the same edges. And since what may be
 * postponed is decided by what was found out of the model, and nothing else, the same may be postponed.
 */
import { canonical } from "../../model/canonical.ts";
import type { Envelope } from "../../model/message.ts";
import type { Observer } from "./delay-observer.ts";
import type { Cue, Inputs } from "./inputs.ts";
import type { Leaf, Reaction } from "./leaf.ts";
import type { Look, Row } from "./looks.ts";
import type { Learned, Reactions } from "./reactions.ts";
import { all, type Match, Renaming } from "./renaming.ts";
import type { OwnTable } from "./replica-table.ts";

/** A replica with more places where its names stand is taken to be unlike: each place takes another attempt. */
const MOST_POSITIONS = 256;

/** What is observed of the model, and here: one to one. */
class Pairs {
  readonly #images = new Map<number, number>();
  readonly #originals = new Map<number, number>();

  /** Pairs two; false if one of them is paired with something else. */
  pair(one: number, image: number): boolean {
    if (!this.#images.has(one) && !this.#originals.has(image)) {
      this.#images.set(one, image);
      this.#originals.set(image, one);
    }
    return this.#images.get(one) === image;
  }
}

/** Whether one output goes with another, here. */
type Puts = (output: number, image: number) => boolean;

/** What was learned of the model, how much of it is so here, and how outputs are compared. */
interface Journal {
  readonly learned: readonly Learned[];
  followed: number;
  readonly puts: Puts;
}

export class Likeness {
  readonly #model: Inputs;
  readonly #observer: Observer | null;
  readonly #own: Inputs;
  readonly #names = new Set<string>();
  /** The model's inputs -> those here. */
  readonly #reactions = new Map<Reactions, Reactions>();
  #journals: readonly Journal[];
  /** The model's cues -> those here. */
  readonly cues: number[] = [];
  /** The model's outputs -> those here. */
  readonly outputs = new Map<number, number>();
  /** What becomes of the model's states. */
  renaming: Renaming;

  /** @param observer what properties observe of this replica; null if it does not matter, as it does not for the model then */
  constructor(model: OwnTable, own: Inputs, observer: Observer | null) {
    this.#model = model.inputs;
    this.#observer = model.observer;
    this.#own = own;
    this.renaming = this.#renamed();
    this.#journals = this.#unread();
    if (this.#model.roundEnd && own.roundEnd) this.#reactions.set(this.#model.roundEnd, own.roundEnd);
    if (this.#observer && observer) this.#reactions.set(this.#observer.reactions, observer.reactions);
  }

  /** Whether all inputs that there are here are the model's. */
  get isWhole(): boolean {
    return this.cues.length === this.#own.cues.length;
  }

  /** Finds out whether what was learned of the model is so here, as far as it is not known. */
  holds(): boolean {
    if (this.#model.layout !== this.#own.layout || !this.#hears()) return false;
    while (this.#names.size < MOST_POSITIONS) {
      const found = this.#follow();
      if (typeof found === "string") return found === "same";
      for (const position of found) this.#names.add(position);
      this.renaming = this.#renamed();
      this.#journals = this.#unread();
    }
    return false;
  }

  #renamed(): Renaming {
    return new Renaming(this.#own.layout, [this.#model.id, this.#own.id], new Set(this.#names));
  }

  /** Pairs the inputs of the model that came since; false if one of them is not there. */
  #hears(): boolean {
    this.#own.hearNewMessages();
    const here = new Map(this.#own.cues.map((cue, number) => [textOf(cue, (message) => message), number]));
    for (let cue = this.cues.length; cue < this.#model.cues.length; cue++) {
      const image = here.get(textOf(this.#model.cues[cue] as Cue, (message) => this.renaming.envelope(message)));
      if (image === undefined) return false;
      this.cues.push(image);
      this.#reactions.set(this.#model.reactions[cue] as Reactions, this.#own.reactions[image] as Reactions);
    }
    return true;
  }

  #follow(): Match {
    const { layout } = this.#own;
    const [start, own] = [this.#model.start, this.#own.start].map(({ replica }) => layout.row(replica));
    const starts = this.renaming.ofRows(start as Row, own as Row);
    if (starts !== "same") return starts;
    for (const journal of this.#journals) {
      for (; journal.followed < journal.learned.length; journal.followed++) {
        const match = this.#ofLearned(journal.learned[journal.followed] as Learned, journal.puts);
        if (match !== "same") return match;
      }
    }
    return "same";
  }

  /** What was learned of the model's inputs, and of what is observed of it. */
  #unread(): readonly Journal[] {
    const inputs = { learned: this.#model.learned, followed: 0, puts: this.#puts };
    if (this.#observer === null) return [inputs];
    const observed = new Pairs();
    const puts: Puts = (output, image) => observed.pair(output, image);
    return [inputs, { learned: this.#observer.learned, followed: 0, puts }];
  }

  #ofLearned({ by, row, leaf }: Learned, puts: Puts): Match {
    const [reactions, image] = [this.#reactions.get(by), this.renaming.row(row)];
    if (reactions === undefined || image === null) return "other";
    return this.#ofLeaves(leaf, reactions.leaf(image), row, image, puts);
  }

  #ofLeaves(leaf: Leaf, image: Leaf, row: Row, imageRow: Row, puts: Puts): Match {
    if (leaf.reactions.length !== image.reactions.length) return "other";
    const pairs = leaf.reactions.map((one, at) => [one, image.reactions[at] as Reaction] as const);
    const ofReactions = pairs.map(([one, other]) => this.#ofReactions(one, other, row, imageRow, puts));
    return all([this.#ofLooks(leaf.looks, image.looks), ...ofReactions]);
  }

  #ofReactions(reaction: Reaction, image: Reaction, row: Row, imageRow: Row, puts: Puts): Match {
    const { writes, looks, output, choices } = reaction;
    if (writes.length !== image.writes.length || canonical(choices) !== canonical(image.choices)) return "other";
    if (!puts(output, image.output)) return "other";
    const ofWrites = writes.map((write, at) =>
      this.renaming.ofWrites(write, image.writes[at] as typeof write, row, imageRow),
    );
    return all([this.#ofLooks(looks, image.looks), ...ofWrites]);
  }

  #ofLooks(looks: readonly Look[], images: readonly Look[]): Match {
    if (looks.length !== images.length) return "other";
    return all(looks.map((look, at) => this.renaming.ofLooks(look, images[at] as Look)));
  }

  /** Whether one output is what another one becomes. */
  readonly #puts: Puts = (output, image) => {
    if (this.outputs.get(output) === image) return true;
    if (!this.renaming.ofOutputs(output, image, this.#own.alphabet)) return false;
    this.outputs.set(output, image);
    return true;
  };
}

/** An input. That is one for each: a message for all is another one than the same for its recipient alone. */
const textOf = ({ input, lie }: Cue, envelope: (message: Envelope) => Envelope): string =>
  canonical(input.kind === "deliver" ? { message: envelope(input.envelope), isLie: lie !== null } : input);
