/** What a node does not take from the network: each refusal has a reason that can be counted. */

const REASONS = {
  "not-a-frame": "what arrived is not what one node says to another",
  "too-long": "a frame is longer than any message",
  "too-late": "the handshake did not come to its end in time",
  "too-many": "there are as many strangers at the door as a node lets wait",
  "other-cluster": "the peer belongs to another cluster, or runs another configuration",
  "unknown-id": "no peer of that id is expected there",
  "wrong-proof": "the peer cannot sign for the key that it names",
  "other-key": "the id belongs to another key",
  "key-taken": "the key belongs to another id",
  "id-taken": "a peer of that id is connected already",
  "wrong-sender": "a message says that it is from somebody else than the peer who sent it",
  "wrong-recipient": "a message is for somebody else",
  "wrong-signature": "a signature is not its signer's",
  "not-well-formed": "no replica of the protocol can say that",
  "no-evidence": "what must have been signed before is not shown",
  "too-much": "a peer has said more than a node remembers of anybody",
  "not-taken": "the protocol's reducer throws on it",
} as const;

export type Reason = keyof typeof REASONS;

/** Something from the network that is not taken. The connection on which a stranger tries it is closed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reason: Reason;

  /** @param detail what it was, where that helps; may quote what a stranger sent */
  constructor(reason: Reason, detail = "") {
    super(`${REASONS[reason]}${detail === "" ? "" : `: ${detail}`}`);
    this.reason = reason;
  }
}
