/** The address of what is looked at, to be given to somebody else; and light or dark. */
import { linkTo } from "../link.ts";
import type { Session } from "../session.ts";
import { useEffect, useState } from "./view.ts";

export function ShareBar({ session }: { readonly session: Session }) {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  useEffect(() => setCopied("no"), [session]);
  const link = `${location.href.replace(/#.*$/, "")}#${linkTo(session)}`;
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setCopied("yes"),
      () => setCopied("refused"),
    );
  };
  return (
    <div class="share">
      <button type="button" onClick={copy}>
        Copy link
      </button>
      <span role="status">{copied === "yes" ? "copied" : ""}</span>
      {copied === "refused" ? <input readOnly value={link} aria-label="The link, to be copied by hand" /> : null}
    </div>
  );
}
