/** Opening a trace file: it is replayed step by step before anybody sees it. */
import type { PropertyKind } from "../model/property.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import { readRecording } from "../reports/itf.ts";
import { TraceFileError } from "../reports/read.ts";
import { replayFile } from "../reports/replay.ts";
import { along, type Session } from "./session.ts";
import { setupOf } from "./setup.ts";

export interface Opened {
  readonly session: Session;
  /** What it was written for. */
  readonly property: string;
  readonly kind: PropertyKind;
}

/**
 * The session of a trace file, at its end.
 *
 * @param source what is in the file, JSON or ITF
 * @param name the file, for the error messages
 * @throws TraceFileError where it is damaged, or is about a protocol that is not here
 * @throws ConfigurationError where the protocol has no such configuration or property
 * @throws InternalError where a step is not enabled, or the end is not what the file claims
 */
export function openTrace(source: string, name: string): Opened {
  const recording = readRecording(source, name);
  const protocol = PROTOCOLS.find((one) => one.name === recording.protocol);
  if (recording.protocolFile !== null || !protocol) {
    const file = recording.protocolFile ?? recording.protocol;
    throw new TraceFileError(
      `${name} is a trace of ${file}, and this page knows the protocols of the library only. Open it with: byzcheck replay ${name}`,
    );
  }
  replayFile(recording, protocol, name);
  const { variant, ...change } = recording.configuration;
  const session = along(setupOf(protocol, change, variant), recording.actions);
  return { session, property: recording.property, kind: recording.kind };
}
