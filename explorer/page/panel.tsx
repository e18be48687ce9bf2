/** A part of the page that can be folded away: on a narrow screen some begin like that. */
import type { ComponentChildren } from "./view.ts";
import { useState } from "./view.ts";

interface Props {
  readonly kind: string;
  readonly title: string;
  /** What is in it, in a few words, for when it is folded. */
  readonly brief?: string;
  /** Whether it begins folded where there is little room. */
  readonly folds?: boolean;
  readonly children: ComponentChildren;
}

const WIDE = "(min-width: 760px)";

export function Panel({ kind, title, brief, folds = false, children }: Props) {
  const [open, setOpen] = useState(() => !folds || matchMedia(WIDE).matches);
  return (
    <details class={`panel ${kind}`} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
        {open || brief === undefined ? null : <small>{brief}</small>}
      </summary>
      {children}
    </details>
  );
}
