/** What runs on the page of a report: each trace's picture is put into a viewer, one at a time; and the theme is chosen. */
import type { Picture } from "../space-time/picture.ts";
import { mount, type Viewer } from "./viewer/mount.ts";

const traces = [...document.querySelectorAll<HTMLElement>("section.trace")];
const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-trace]")];
let viewer: Viewer | null = null;
/** Pixels that stay above a heading that is brought into sight. */
const ABOVE = 12;

/** Shows the trace that the address names, at its step: `#trace-2.7`. */
function show(): void {
  const [, id, step] = /^#(trace-\d+)(?:\.(\d+))?$/.exec(location.hash) ?? [];
  const chosen = traces.find((trace) => trace.id === id) ?? traces[0];
  if (!chosen) return;
  viewer?.remove();
  for (const trace of traces) trace.hidden = trace !== chosen;
  for (const link of links) {
    if (link.dataset.trace === chosen.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const place = chosen.querySelector<HTMLElement>(".picture");
  const source = chosen.querySelector("script[type='application/json']")?.textContent;
  if (!place || !source) return;
  viewer = mount(place, JSON.parse(source) as Picture, {
    label: place.dataset.label ?? "",
    names: { steps: place.dataset.steps ?? "Steps", everything: "Full order" },
    keys: document,
    step: step === undefined ? undefined : Number(step),
    onStep: (now) => history.replaceState(null, "", `#${chosen.id}${now === null ? "" : `.${now}`}`),
  });
}

/** Light or dark where the reader chose one, as the system says otherwise. A page in a file may not be allowed to remember. */
function chooseTheme(): void {
  const select = document.querySelector<HTMLSelectElement>("#theme");
  const set = (theme: string): void => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const remembered = attempt(() => localStorage.getItem("byzcheck-theme")) ?? "system";
  set(remembered);
  if (!select) return;
  select.value = remembered === "light" || remembered === "dark" ? remembered : "system";
  select.addEventListener("change", () => {
    set(select.value);
    attempt(() => localStorage.setItem("byzcheck-theme", select.value));
  });
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

document.documentElement.classList.add("scripted");
chooseTheme();
show();
addEventListener("hashchange", () => {
  show();
  // The browser looked for the place of the address before that was shown.
  const heading = document.querySelector("section.trace:not([hidden]) h2")?.getBoundingClientRect();
  if (heading && (heading.top < 0 || heading.top > innerHeight)) scrollBy({ top: heading.top - ABOVE });
});
