/** A real browser for tests: the Chromium of this machine. Where there is none, tests that need it are skipped, and that is said. */
import { existsSync } from "node:fs";
import { source as axe } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const path = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is one: `describe.skipIf(!hasChromium)`. */
export const hasChromium = existsSync(path);
if (!hasChromium) {
  process.stderr.write(
    `\nTHE TESTS IN A REAL BROWSER ARE SKIPPED: there is no ${path}. Install chromium, or say where it is: CHROMIUM=/path/to/it\n\n`,
  );
}

/** Starts the browser. Tests of this project look at pages of this project only: nothing is gained by its sandbox. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: path, args: ["--no-sandbox"] });

/** A page, and what must not happen on it. */
export interface Watched {
  readonly page: Page;
  /** What it complained about on its console, exceptions included. */
  readonly complaints: readonly string[];
  /** The addresses that it asked for, those of data left out. */
  readonly requests: readonly string[];
}

/** Opens a page that is watched. @param width of the window, in pixels */
export async function watchedPage(browser: Browser, width = 1280, theme: "light" | "dark" = "light"): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  return { page, complaints, requests };
}

/** What axe-core calls serious or critical on a page: rules with the elements that break them. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  // In the page there is an `axe` now; a text is evaluated there as it is.
  const found = await page.evaluate<readonly Fault[]>("axe.run().then(({ violations }) => violations)");
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** How many pixels of a diagram are out of sight at its side. */
export const pixelsHidden = (page: Page): Promise<number> =>
  page.evaluate<number>(
    "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.viewer .body'))",
  );

interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}
