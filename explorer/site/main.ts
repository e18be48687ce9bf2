/** `npm run explore`: serves the explorer to this machine. `npm run build:explorer`: writes it to a folder. */
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeReports } from "../../reports/write.ts";
import { serve } from "./serve.ts";
import { site } from "./site.ts";

const USAGE = `npm run explore [-- --port N]             serves the explorer to this machine until Ctrl-C
npm run build:explorer [-- --out FOLDER]  writes it to a folder, explorer/dist if left out, to be put on any web host
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string" }, out: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const [command] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command === "serve" && values.out === undefined && positionals.length === 1) return explore(values.port ?? "0");
  if (command === "build" && values.port === undefined && positionals.length === 1) return build(values.out);
  process.stderr.write(`byzcheck: that is not how it is called\n${USAGE}`);
  return 2;
}

async function explore(port: string): Promise<number> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    process.stderr.write(`byzcheck: --port is "${port}"; it must be a whole number, 0 to 65535\n`);
    return 2;
  }
  const { server, url } = await serve(await site(), Number(port));
  process.stdout.write(`the explorer is at ${url} until Ctrl-C\n`);
  await new Promise<void>((done) => {
    process.once("SIGINT", done);
    process.once("SIGTERM", done);
  });
  server.closeAllConnections();
  server.close();
  return 0;
}

async function build(out: string | undefined): Promise<number> {
  const files = await site();
  const folder = resolve(out ?? join(import.meta.dirname, "..", "dist"));
  // A folder that somebody names may hold other things: only the usual one is emptied.
  if (out === undefined) await rm(folder, { recursive: true, force: true });
  writeReports(
    files.map(({ path, bytes }) => ({ name: path, content: bytes })),
    folder,
  );
  process.stdout.write(`${files.length} files in ${folder}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`byzcheck: ${error instanceof Error ? error.message : String(error)}\n${isUsage ? USAGE : ""}`);
  process.exitCode = 2;
}
