/** How the page of a comparison looks: in light and dark, on a telephone and on a wide screen. */
export const COMPARISON_STYLES = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --line: #d9dde3; --text: #1b1f24; --faint: #5b6470; --link: #0b57b0;
  --right: #11652f; --right-ground: #dff3e4; --wrong: #a01922; --wrong-ground: #fde5e6;
  --caution: #7a4d00; --caution-ground: #fdf0d3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1c2026; --line: #343b45; --text: #e6e9ee; --faint: #a0a9b5; --link: #8cbcff;
    --right: #8fdca6; --right-ground: #173824; --wrong: #ffaaad; --wrong-ground: #4a1c20;
    --caution: #f4cd80; --caution-ground: #453413;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1400px; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.25rem; }
h2 + p { margin: 0 0 1rem; color: var(--faint); max-width: 75ch; }
a { color: var(--link); }
p, li, dd, td, th { overflow-wrap: anywhere; }
.conclusions { margin: 0 0 1rem; padding-left: 1.2rem; }
.setups { margin: 0; padding: 0.75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
.setups div { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; }
.setups dt { font-weight: 600; }
.setups dd { margin: 0; color: var(--faint); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.75rem; border-bottom: 1px solid var(--line); }
thead th { border-bottom-width: 2px; }
.answers { table-layout: fixed; }
.answers th:first-child { width: 22%; }
tbody th { font-weight: 600; }
td p, th p { margin: 0.3rem 0 0; font-size: 0.875rem; font-weight: 400; }
.says, .found, .asked, .none { color: var(--faint); }
.none { font-size: 0.875rem; }
.asked::before { content: "Asked here: "; }
.verdict { display: inline-block; padding: 0.05rem 0.5rem; border-radius: 4px; font-size: 0.875rem; font-weight: 600; }
.verdict.right { color: var(--right); background: var(--right-ground); }
.verdict.wrong { color: var(--wrong); background: var(--wrong-ground); }
.verdict.caution { color: var(--caution); background: var(--caution-ground); }
.verdict.faint { color: var(--faint); background: var(--raised); }
td.wrong { color: var(--wrong); font-weight: 600; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.scrolls { overflow-x: auto; }
.costs { width: auto; }
.costs th, .costs td { white-space: nowrap; }
ul.why { margin: 0.5rem 0 0; padding-left: 1.2rem; font-size: 0.875rem; }
details { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
summary { cursor: pointer; }
pre { scroll-margin-top: 5rem; overflow-x: auto; margin: 0.5rem 0; padding: 0.75rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; font: 0.8125rem/1.45 ui-monospace, monospace; }
pre:target { border-color: var(--link); }
.file { margin: 0.25rem 0; font-size: 0.875rem; }
@media (max-width: 760px) {
  .setups div { display: block; }
  .answers thead { display: none; }
  .answers, .answers tbody, .answers tr, .answers th, .answers td { display: block; width: auto; }
  .answers th:first-child { width: auto; padding: 1rem 0 0.25rem; border: 0; }
  .answers td { padding: 0.4rem 0 0.4rem 0.75rem; border: 0; border-left: 3px solid var(--line); margin-bottom: 0.4rem; }
  .answers td::before { content: attr(data-label) " "; font-size: 0.875rem; font-weight: 600; margin-right: 0.5rem; }
  .answers td.none { display: none; }
  .answers tr { border-bottom: 1px solid var(--line); padding-bottom: 0.6rem; }
  .costs th, .costs td { padding: 0.4rem 0.3rem; font-size: 0.8125rem; }
}
`;
