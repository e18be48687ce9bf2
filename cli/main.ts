#!/usr/bin/env node
/** The command `byzcheck`. */
import { EXIT } from "./exit.ts";
import { run } from "./run.ts";
import { processShell } from "./shell.ts";

// Whoever reads the output may stop reading: `byzcheck list | head -1`. What had not ended by then was interrupted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.interrupted);
  throw error;
});

process.exitCode = await run(process.argv.slice(2), processShell());
