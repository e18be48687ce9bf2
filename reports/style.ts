/** How a report is coloured. Reports know roles only; who prints to a terminal knows colours. */
import type { ReplicaId } from "../model/message.ts";

type Paint = (text: string) => string;

/** What a piece of text is, and how it then looks. */
export interface Style {
  readonly heading: Paint;
  /** What matters less. */
  readonly faint: Paint;
  /** VIOLATED, and the entries that conflict. */
  readonly wrong: Paint;
  /** SAFE and REACHED. */
  readonly right: Paint;
  /** UNDECIDED, UNREACHED, warnings. */
  readonly caution: Paint;
  /** What a Byzantine node says. */
  readonly lie: Paint;
  /** A message that leaves. */
  readonly sent: Paint;
  /** A message that is taken. */
  readonly accepted: Paint;
  /** What a node decides. */
  readonly decided: Paint;
  /** The name of a node. */
  node(id: ReplicaId, text: string): string;
}

const same: Paint = (text) => text;

/** No colours at all. */
export const plain: Style = {
  heading: same,
  faint: same,
  wrong: same,
  right: same,
  caution: same,
  lie: same,
  sent: same,
  accepted: same,
  decided: same,
  node: (_id, text) => text,
};
