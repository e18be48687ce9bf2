/** Begins the page: where its address says, or with the naive protocol. */
import { PROTOCOLS } from "../../protocols/all.ts";
import { LinkError, sessionAt } from "../link.ts";
import { begin, type Session } from "../session.ts";
import { setupOf } from "../setup.ts";
import { App } from "./app.tsx";
import { render } from "./view.ts";

function firstSession(): { readonly first: Session; readonly notice: string | null } {
  const link = location.hash.slice(1);
  const [usual] = PROTOCOLS;
  if (!usual) throw new Error("there are no protocols");
  if (link === "") return { first: begin(setupOf(usual)), notice: null };
  try {
    return { first: sessionAt(link), notice: null };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { first: begin(setupOf(usual)), notice: error.message };
  }
}

const place = document.querySelector("#explorer");
if (place) {
  place.replaceChildren();
  render(<App {...firstSession()} />, place);
}
