/** What is wrong with a model: a protocol's own fault, told with its cause and its cure. */
export type ModelErrorKind =
  /** a reducer whose two runs differ, or that writes to its frozen input */
  | "impure"
  /** a reducer, rule, property or adversary that throws */
  | "throws"
  /** a value that is not plain data */
  | "unserialisable"
  /** a contract that is not fulfilled: an unknown message kind, a message to oneself, an empty choice ... */
  | "misuse"
  /** an action that is not enabled in the state it is applied to */
  | "not-enabled";

export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: ModelErrorKind;

  constructor(kind: ModelErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Closes a discriminated union: a forgotten case becomes a compile error. */
export function unreachable(value: never): never {
  throw new ModelError("misuse", `a case was forgotten: ${JSON.stringify(value)}`);
}
