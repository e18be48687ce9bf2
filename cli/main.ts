#!/usr/bin/env node
/** The command `byzcheck`. */
import { run } from "./run.ts";
import { processShell } from "./shell.ts";

// Whoever reads the output may stop reading: `byzcheck list | head -1`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), processShell());
