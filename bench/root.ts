/** Where this checkout is. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const DOCUMENT = join(ROOT, "docs", "performance.md");
