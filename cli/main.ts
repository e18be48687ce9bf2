#!/usr/bin/env node
/** The command `byzcheck`. */
import { run } from "./run.ts";
import { endWithReader, processShell } from "./shell.ts";

endWithReader();
process.exitCode = await run(process.argv.slice(2), processShell());
