/** The protocols of this library, in the order in which they are listed. */
import type { Protocol } from "../model/protocol.ts";
import { bsmr } from "./bsmr/index.ts";
import { pbft } from "./pbft/index.ts";
import { pbftRounds } from "./pbft-rounds/index.ts";
import { twoPhaseCommit } from "./two-phase-commit/index.ts";

export const PROTOCOLS: readonly Protocol[] = [bsmr, pbftRounds, pbft, twoPhaseCommit];
