/** All suites, in the order in which they run. */
import type { Suite } from "./suite.ts";
import { cluster } from "./suites/cluster.ts";
import { commands } from "./suites/commands.ts";
import { growth, views } from "./suites/growth.ts";
import { memory } from "./suites/memory.ts";
import { raw } from "./suites/raw.ts";
import { reference } from "./suites/reference.ts";
import { verdict } from "./suites/verdict.ts";
import { workers } from "./suites/workers.ts";

export const SUITES: readonly Suite[] = [commands, raw, verdict, workers, reference, growth, views, memory, cluster];
