/** What pages of reports take from here: their script, bundled from the sources or from what the build made of them. */
import { createHash } from "node:crypto";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { PageScript } from "../reports/html/page.ts";
import { UsageError } from "./exit.ts";
import { why } from "./files.ts";

/** @throws UsageError if the bundler cannot run */
export async function pageScript(): Promise<PageScript> {
  try {
    // Not before a page is asked for: the bundler takes its time.
    const { bundle } = await import("../browser/bundle.ts");
    const source = `reports/html/client${extname(fileURLToPath(import.meta.url))}`;
    const [file] = await bundle({ entries: { client: source }, plain: true });
    return { script: new TextDecoder().decode(file?.bytes), sha256 };
  } catch (error) {
    throw new UsageError(
      `cannot make the HTML report, since esbuild does not run: ${why(error)}. Install it again (npm install), or leave html out of --report.`,
      { cause: error },
    );
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");
