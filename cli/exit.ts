/** The exit codes of the command, and the one error that only the command knows. */

export const EXIT = {
  /** Safe, or what was expected. */
  ok: 0,
  /** A property is violated, or something other than what was expected. */
  violation: 1,
  /** Usage, configuration or an input file. */
  usage: 2,
  /** A bound, the time or the memory cut the search short. */
  incomplete: 3,
  /** Something that must be reachable is not. */
  vacuous: 4,
  /** Real processes were not what the model says. */
  diverged: 5,
  /** A fault of the checker, or a reducer that is not pure. */
  internal: 70,
  interrupted: 130,
} as const;

/** The user asked for something that there is not; the message says what, and what there is. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
