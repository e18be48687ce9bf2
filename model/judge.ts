/** Judging a state of the reference system. */
import { ModelError } from "./error.ts";
import type { Body } from "./message.ts";
import type { Finding, Property } from "./property.ts";
import type { Setting } from "./protocol.ts";
import type { GlobalState } from "./state.ts";

/**
 * What a property finds in a state: for `always` a violation, for `sometimes` what it looks for; null for nothing.
 *
 * @throws ModelError "throws" if the property's own code does
 */
export function judge<R, B extends Body>(
  property: Property<R, B>,
  state: GlobalState<R, B>,
  { honest }: Setting,
): Finding | null {
  try {
    if (property.over === "outputs") {
      const sent = property.sends ? state.soup.filter((envelope) => property.sends?.(envelope)) : [];
      return property.judge({ logs: state.logs, sent });
    }
    return property.judge(
      state.replicas.map((replica, id) => (honest.includes(id) ? property.observe(replica as R, id) : null)),
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ModelError("throws", `property ${property.name} threw: ${message}`, { cause: error });
  }
}
