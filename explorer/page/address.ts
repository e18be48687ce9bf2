/** The address of the page: it always leads to what is looked at. */
import { linkTo, sessionAt } from "../link.ts";
import type { Session } from "../session.ts";
import { useEffect, useRef } from "./view.ts";

/**
 * Keeps the address and the session in step. A step replaces the address; another setup leaves the one before for the way back.
 *
 * @param follow is given the session of an address that somebody went to, or why there is none
 */
export function useAddress(session: Session, follow: (there: Session | Error) => void): void {
  const setupShown = useRef(session.setup);
  useEffect(() => {
    const link = `#${linkTo(session)}`;
    const isNew = setupShown.current !== session.setup;
    setupShown.current = session.setup;
    if (link === location.hash) return;
    if (isNew) history.pushState(null, "", link);
    else history.replaceState(null, "", link);
  }, [session]);
  useEffect(() => {
    const onPopState = (): void => {
      const there = sessionOrError(location.hash.slice(1));
      if (!(there instanceof Error)) setupShown.current = there.setup;
      follow(there);
    };
    addEventListener("popstate", onPopState);
    return () => removeEventListener("popstate", onPopState);
  }, []);
}

function sessionOrError(link: string): Session | Error {
  try {
    return sessionAt(link);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
