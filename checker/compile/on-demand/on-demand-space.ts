/** The system over tables that are made while it is explored: as many states and transitions as the reference system. */
import type { Action } from "../../../model/action.ts";
import { vocabulary } from "../../../model/adversary.ts";
import { actionOf } from "../../../model/machine.ts";
import type { Property } from "../../../model/property.ts";
import type { Setting } from "../../../model/protocol.ts";
import type { System } from "../../../model/system.ts";
import type { Emit, Space } from "../../explore.ts";
import type { Sightings } from "../../sightings.ts";
import { InternalError } from "../../trace.ts";
import { Alphabet, SILENT } from "../alphabet.ts";
import { isIn } from "../guards.ts";
import { type Goal, Monitors } from "../monitors.ts";
import { SharedReactions } from "../shared-reactions.ts";
import { type Bundle, bundlesOf, onlyDifference } from "./bundles.ts";
import { Facts } from "./facts.ts";
import { EDGE, GrowingReplica, NONE } from "./growing-replica.ts";
import { GrowingSurroundings } from "./growing-surroundings.ts";
import { Observations } from "./observations.ts";

export class OnDemandSpace implements Space {
  readonly width: number;
  readonly alphabet = new Alphabet();
  readonly replicas: readonly GrowingReplica[];
  readonly surroundings: GrowingSurroundings;
  readonly #setting: Setting;
  readonly #observations: Observations;
  readonly #bundles: readonly Bundle[];
  /** For each place, the word of a row that its state is in. */
  readonly #wordOf: readonly number[];
  readonly #locals: Int32Array;
  readonly #localsBefore: Int32Array;
  readonly #next: Int32Array;
  #facts: Int32Array;
  /** What was so in the state from which a state was first reached. */
  #factsBefore: Int32Array;
  /** Of steps at higher places than this, those that could be taken in that state are counted and left out. */
  #moved: number;
  #leftOut = 0;
  /** The step that was put out last: the edge at a place, or the end of a round. */
  #step = { place: NONE, edge: NONE };
  #roundsEnd = false;

  /** @param properties goal k is what property k looks for */
  constructor({ protocol, setting }: System, properties: readonly Property[]) {
    const { honest, byzantine } = setting;
    const lies = vocabulary(protocol, setting);
    const facts = new Facts(lies, this.alphabet, byzantine);
    this.#setting = setting;
    const shared = new SharedReactions(this.alphabet);
    this.replicas = honest.map((id) => new GrowingReplica(protocol, setting, id, lies, facts, this.alphabet, shared));
    const goals = properties.map((property, goal): Goal<Property> => ({ property, goal }));
    const overOutputs = goals.filter((one): one is Goal => one.property.over === "outputs");
    const monitors = new Monitors(overOutputs, setting, this.alphabet, { automata: false, forgets: false });
    this.surroundings = new GrowingSurroundings(facts, this.alphabet, monitors, honest.length);
    this.#observations = new Observations(goals, this.replicas, setting);
    this.#bundles = bundlesOf(honest.length);
    this.#wordOf = this.#bundles.flatMap(({ size }, word) => Array.from({ length: size }, () => word));
    this.width = this.#bundles.length + 1;
    this.#locals = new Int32Array(honest.length);
    this.#localsBefore = new Int32Array(honest.length);
    this.#next = new Int32Array(this.width);
    this.#facts = new Int32Array(facts.words);
    this.#factsBefore = new Int32Array(facts.words);
    this.#moved = honest.length;
  }

  initial(emit: Emit): void {
    const outputs = this.replicas.map(({ start }) => this.alphabet.idOfOutput(start));
    this.#locals.fill(0);
    this.#compose(this.surroundings.initial(outputs));
    emit(this.#next);
  }

  goals(row: Int32Array): readonly number[] {
    const met = this.surroundings.goals(row[this.width - 1] as number);
    if (this.#observations.areNone) return met;
    this.#readLocals(row);
    return [...met, ...this.#observations.goals(this.#locals)];
  }

  expand(row: Int32Array, emit: Emit): void {
    this.#readLocals(row);
    this.#facts = this.#factsOf(row, this.#facts);
    let quiet = true;
    for (let place = 0; place < this.replicas.length; place++) {
      if (!this.#steps(row, place, emit)) quiet = false;
    }
    if (!quiet || this.#setting.timing !== "lockstep") return;
    this.#endRound(row);
    if (this.#next.every((word, at) => word === row[at])) return;
    this.#roundsEnd = true;
    this.#step.place = NONE;
    emit(this.#next);
  }

  /** Leaves out what commutes: see `commuting.ts`. Here nothing leaves the soup, and logs are one replica's each. */
  expandAfter(row: Int32Array, from: Int32Array, emit: Emit): number {
    this.#leftOut = 0;
    this.#moved = this.#setting.timing === "lockstep" ? this.replicas.length : this.#movedPlace(from, row);
    this.#factsBefore = this.#factsOf(from, this.#factsBefore);
    this.expand(row, emit);
    this.#moved = this.replicas.length;
    return this.#leftOut;
  }

  /** `expand` without what Byzantine replicas say. */
  expandSilently(row: Int32Array, emit: Emit): void {
    this.expand(row, (next) => {
      if (!this.#tookLie()) emit(next);
    });
  }

  /** The actions of a way through the space. */
  actions(way: readonly Int32Array[]): readonly Action[] {
    return way.slice(1).map((row, index) => {
      let found: Action | null = null;
      this.expand(way[index] as Int32Array, (next) => {
        if (found === null && next.every((word, at) => word === row[at])) found = this.#lastAction();
      });
      if (found === null) throw new InternalError(`state ${index + 1} of a way is no successor of the state before it`);
      return found;
    });
  }

  /** Takes note of every action that was enabled in a state that was expanded. */
  noteTaken(sightings: Sightings): void {
    for (const replica of this.replicas) {
      for (const input of replica.taken) sightings.note(this.#actionOf(replica, input));
    }
    if (this.#roundsEnd) sightings.note({ kind: "round-end" });
  }

  /** Puts out the steps of one replica, in a state whose parts have been read; whether none was an honest message's. */
  #steps(row: Int32Array, place: number, emit: Emit): boolean {
    const last = this.width - 1;
    const next = this.#next;
    const locals = this.#locals;
    const around = row[last] as number;
    const word = this.#wordOf[place] as number;
    const bundle = this.#bundles[word] as Bundle;
    const replica = this.replicas[place] as GrowingReplica;
    const state = locals[place] as number;
    const isAfter = place > this.#moved;
    let quiet = true;
    next.set(row);
    for (let edge = replica.edgesOf(state, this.#facts); edge !== NONE; edge = replica.edges.at(edge + EDGE.next)) {
      const fact = replica.edges.at(edge + EDGE.fact);
      if (!isIn(this.#facts, fact)) continue;
      const target = replica.edges.at(edge + EDGE.target);
      if (isAfter && target !== state && isIn(this.#factsBefore, fact)) {
        this.#leftOut++;
        continue;
      }
      const output = replica.edges.at(edge + EDGE.output);
      const beyond = output === SILENT ? around : this.surroundings.after(around, place, output);
      if (target === state && beyond === around) continue;
      const input = replica.edges.at(edge + EDGE.input);
      if (replica.isHonest(input)) quiet = false;
      replica.taken.add(input);
      locals[place] = target;
      next[word] = target === state ? (row[word] as number) : bundle.word(locals);
      locals[place] = state;
      next[last] = beyond;
      this.#step.place = place;
      this.#step.edge = edge;
      emit(next);
    }
    return quiet;
  }

  /** The end of a round, every replica's step at once, into `next`. */
  #endRound(row: Int32Array): void {
    const outputs = this.replicas.map((replica, place) => replica.endOutput(this.#locals[place] as number));
    this.replicas.forEach((replica, place) => {
      this.#locals[place] = replica.endTarget(this.#locals[place] as number);
    });
    this.#compose(this.surroundings.afterAll(row[this.width - 1] as number, outputs));
  }

  /** The row of the replicas' states and the surroundings, into `next`. */
  #compose(around: number): void {
    this.#bundles.forEach((bundle, word) => {
      this.#next[word] = bundle.word(this.#locals);
    });
    this.#next[this.width - 1] = around;
  }

  #readLocals(row: Int32Array): void {
    for (let word = 0; word < this.#bundles.length; word++) {
      (this.#bundles[word] as Bundle).read(row[word] as number, this.#locals);
    }
  }

  /** What is so in a state; in an array that was there before, if it is long enough. */
  #factsOf(row: Int32Array, before: Int32Array): Int32Array {
    const facts = before.length === this.surroundings.words ? before : new Int32Array(this.surroundings.words);
    this.surroundings.read(row[this.width - 1] as number, facts);
    return facts;
  }

  #movedPlace(from: Int32Array, to: Int32Array): number {
    this.#readLocals(from);
    this.#localsBefore.set(this.#locals);
    this.#readLocals(to);
    return onlyDifference(this.#localsBefore, this.#locals);
  }

  /** Whether the step that was put out last took a lie. */
  #tookLie(): boolean {
    const { place, edge } = this.#step;
    if (place === NONE) return false;
    const { edges, inputs } = this.replicas[place] as GrowingReplica;
    const input = inputs[edges.at(edge + EDGE.input)] as GrowingReplica["inputs"][number];
    return input.kind === "deliver" && this.#setting.byzantine.includes(input.envelope.from);
  }

  #lastAction(): Action {
    const { place, edge } = this.#step;
    if (place === NONE) return { kind: "round-end" };
    const replica = this.replicas[place] as GrowingReplica;
    const action = this.#actionOf(replica, replica.edges.at(edge + EDGE.input));
    const choices = replica.choices(this.#locals[place] as number, edge);
    return choices.length > 0 && action.kind !== "round-end" ? { ...action, choices } : action;
  }

  #actionOf({ id, inputs }: GrowingReplica, input: number): Action {
    const made = inputs[input] as GrowingReplica["inputs"][number];
    return actionOf(made, id, made.kind === "deliver" && this.#setting.byzantine.includes(made.envelope.from));
  }
}
