/** The explorer as files: a page, its styles and its scripts, with relative addresses, to be put on any web host. */
import { readFile } from "node:fs/promises";
import { type BundledFile, bundle } from "../../browser/bundle.ts";
import { VIEWER_STYLES } from "../../reports/html/viewer-styles.ts";
import { DIAGRAM_COLOURS, DIAGRAM_STYLES } from "../../reports/space-time/styles.ts";

/** Only what comes with the page is loaded and run; its forms lead nowhere, and it calls nobody. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Steps through protocols that must survive liars, and checks them, in the browser.">
<title>byzcheck explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./explorer.css">
<script type="module" src="./explorer.js"></script>
</head>
<body>
<div id="explorer"><noscript><p>The explorer runs the model checker in this browser: it needs JavaScript.</p></noscript></div>
</body>
</html>
`;

/** Makes all files of the explorer. @throws Error naming what cannot be bundled */
export async function site(): Promise<readonly BundledFile[]> {
  const scripts = await bundle({
    entries: { explorer: "explorer/page/main.tsx", worker: "explorer/page/worker.ts" },
    standIns: {
      "node:v8": "explorer/page/stand-ins/v8.ts",
      "node:worker_threads": "explorer/page/stand-ins/worker-threads.ts",
    },
  });
  const own = await readFile(new URL("./explorer.css", import.meta.url), "utf8");
  const file = (path: string, text: string): BundledFile => ({ path, bytes: new TextEncoder().encode(text) });
  return [
    file("index.html", PAGE),
    file("explorer.css", `${DIAGRAM_COLOURS}${DIAGRAM_STYLES}${VIEWER_STYLES}${own}`),
    ...scripts,
  ];
}
