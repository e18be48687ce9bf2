/** What may happen to any of these protocols: for the question which of them tolerate it. */
import type { Situation } from "../model/comparison.ts";
import type { ReplicaId } from "../model/message.ts";

const firstNodes = (count: number): readonly ReplicaId[] => Array.from({ length: count }, (_, id) => id);
const lastNodes = (count: number, nodes: number): readonly ReplicaId[] =>
  firstNodes(count).map((id) => nodes - count + id);

/** Node 0 is the first primary, of a round or of a view. */
export const situations: readonly Situation[] = [
  {
    name: "equivocating-primary",
    says: "the first primary tells everybody something else, and no slot is decided in two ways",
    property: "agreement",
    under: () => ({ byzantine: [0] }),
  },
  {
    name: "silent-primary",
    says: "the first primary says nothing, and something can be committed",
    property: "commits",
    silent: true,
    under: () => ({ byzantine: [0] }),
  },
  {
    name: "silent-primary-every-slot",
    says: "the first primary says nothing, and every slot can be committed",
    property: "commits-in-every-slot",
    silent: true,
    under: () => ({ byzantine: [0] }),
  },
  {
    name: "silent-backups",
    says: "the last f nodes say nothing, and something can be committed",
    property: "commits",
    silent: true,
    under: ({ nodes, faulty }) => ({ byzantine: lastNodes(faulty, nodes) }),
  },
  {
    name: "asynchronous-timeouts",
    says: "nobody lies, timers fire at any time, and no two logs contradict each other",
    property: "log-consistency",
    timing: "asynchronous",
    under: () => ({ byzantine: [] }),
  },
  {
    name: "more-liars-than-f",
    says: "one node more than f lies, the first primary among them, and no slot is decided in two ways",
    property: "agreement",
    under: ({ faulty }) => ({ byzantine: firstNodes(faulty + 1) }),
  },
  {
    name: "fewer-nodes-than-3f+1",
    says: "there are 3f nodes, the last f say nothing, and something can be committed",
    property: "commits",
    silent: true,
    under: ({ faulty }) => ({ nodes: 3 * faulty, byzantine: lastNodes(faulty, 3 * faulty) }),
  },
];
