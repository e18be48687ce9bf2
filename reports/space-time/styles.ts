/**
 * How diagrams look. `DIAGRAM_COLOURS` are the variables for light and dark, on `:root`; `DIAGRAM_STYLES` use them. Values keep
 * their colours in both: each is filled, with a text that can be read on it, and has a shape of its own besides.
 */
const LIGHT = `--ground:#ffffff;--raised:#f5f7fa;--line:#d5dae1;--text:#1b1f24;--faint:#5b6470;--lane:#9aa4b1;
--lie:#b93a10;--lie-ground:#fdeee7;--wrong:#b00020;--wrong-ground:#fde8ea;--right:#11652f;--right-ground:#e2f4e7;
--caution:#7a4d00;--caution-ground:#fdf0d3;--link:#0b57b0;--past:#e4eefc;--chosen:#c9defa;--turn:#6b2fa0;`;
const DARK = `--ground:#14171b;--raised:#1d2127;--line:#363d47;--text:#e8ebf0;--faint:#a3acb8;--lane:#687382;
--lie:#ff9466;--lie-ground:#3b2219;--wrong:#ff8f96;--wrong-ground:#43191e;--right:#8fdca6;--right-ground:#163523;
--caution:#f4cd80;--caution-ground:#453413;--link:#8cbcff;--past:#1b2a40;--chosen:#29436a;--turn:#cda4f5;`;

export const DIAGRAM_COLOURS = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
@media print{:root,:root:not([data-theme=light]),:root[data-theme=dark]{color-scheme:light;${LIGHT}}}
`;

export const DIAGRAM_STYLES = `
svg.diagram{display:block;font:11px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--text)}
svg.diagram text{text-anchor:start}
.band{fill:transparent}
line.lane{stroke:var(--lane);stroke-width:1.5}
line.lane.byzantine{stroke:var(--lie);stroke-dasharray:2 4;opacity:.7}
.head rect{fill:var(--raised);stroke:var(--line)}
.head text{text-anchor:middle!important;font-weight:600;font-size:12px}
.head.byzantine rect{fill:var(--lie-ground);stroke:var(--lie)}
.head.byzantine text{fill:var(--lie)}
.head .nature{font-weight:400;font-size:10.5px}
text.number{text-anchor:end!important;fill:var(--faint);font-variant-numeric:tabular-nums}
.dot{fill:var(--text);stroke:var(--ground);stroke-width:1.5}
.dot.send{fill:var(--faint)}
.dot.lie{fill:var(--lie)}
svg.diagram .end{text-anchor:end}
.label,.mark{paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
.label.sent{fill:var(--faint)}
.mark{font-style:italic;font-weight:600;fill:var(--lie)}
.arrow line{stroke:var(--text);stroke-width:1.4;fill:none}
.arrow .tip{stroke:var(--text);stroke-width:1.4;fill:none;stroke-linejoin:round}
.arrow.lie line{stroke:var(--lie);stroke-dasharray:6 4;stroke-width:1.8}
.arrow.lie .tip{stroke:var(--lie);stroke-width:1.8}
.load.lie .label{fill:var(--lie)}
.arrow.lost line{stroke:var(--faint);opacity:.55;stroke-dasharray:1.5 3}
.value path{stroke:var(--ground);stroke-width:1}
.value text{text-anchor:middle!important;font-weight:700;font-size:11px;stroke:none}
.value.long text{font-size:8px}
.c0 path{fill:#0b62a8}.c1 path{fill:#f0a30a}.c2 path{fill:#0a7a57}.c3 path{fill:#8f3f8f}
.c4 path{fill:#8fd3ff}.c5 path{fill:#f4e64a}.c6 path{fill:#6e4523}.c7 path{fill:#5f6875}
.c0 text,.c2 text,.c3 text,.c6 text,.c7 text{fill:#fff}
.c1 text,.c4 text,.c5 text{fill:#111}
.chip rect{fill:var(--ground);stroke:var(--line)}
.chip .share{fill:var(--past);stroke:none}
.chip.reached rect{stroke:var(--text)}
.chip.reached>text{font-weight:600}
.chip.badge rect{fill:var(--raised);stroke:var(--text)}
.chip.badge>text{font-weight:600}
.chip.execution rect{fill:var(--right-ground);stroke:var(--right)}
.chip.execution>text{font-weight:600;fill:var(--right)}
.no-return line{stroke:var(--turn);stroke-width:1.5;stroke-dasharray:9 5}
.no-return text{fill:var(--turn);font-weight:600;paint-order:stroke;stroke:var(--ground);stroke-width:3px}
.log rect{fill:var(--raised);stroke:var(--line)}
.log.forked rect{stroke:var(--wrong)}
.more{text-anchor:middle!important;fill:var(--faint);font-size:10px}
.ring{fill:none;stroke:var(--wrong);stroke-width:2.5}
.fork line{stroke:var(--wrong);stroke-width:2}
.fork circle{fill:var(--wrong);stroke:var(--ground)}
.fork text{text-anchor:middle!important;fill:var(--ground);font-size:16px;font-weight:700}
`;
