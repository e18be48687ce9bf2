/** Clusters in this process: real nodes on real sockets, without the time that processes take to start. */
import type { Spawn } from "../../cluster/crew.ts";
import type { Report } from "../../cluster/job.ts";
import { jobsFor, type Together } from "../../cluster/jobs.ts";
import { startNode } from "../../cluster/node.ts";
import { type Happening, type Ran, type RunOptions, runCluster } from "../../cluster/run.ts";
import { configure } from "../../model/configuration.ts";
import type { ConfigurationChange, Protocol } from "../../model/protocol.ts";
import { PROTOCOLS } from "../../protocols/all.ts";
import { logText } from "../../reports/words.ts";

export function protocolNamed(name: string): Protocol {
  const found = PROTOCOLS.find((one) => one.name === name);
  if (!found) throw new Error(`no protocol ${name}`);
  return found;
}

/** Starts nodes in this process; what they report arrives later, as from another. */
export const here: Spawn = (job, report) => {
  const node = startNode(protocolNamed(job.protocol), job, (what: Report) => setImmediate(() => report(what)));
  return { command: (command) => node.command(command), kill: () => node.close() };
};

export interface Told extends Ran {
  readonly happenings: readonly Happening[];
  /** Every node's string, in order of the ids. */
  readonly strings: string;
}

/** Runs a scenario, or an honest run where there is none, and notes what happens. */
export async function runOf(
  name: string,
  scenario: string | null,
  change: ConfigurationChange = {},
  how: Partial<Together> & Partial<RunOptions> = {},
): Promise<Told> {
  const protocol = protocolNamed(name);
  const under = scenario === null ? { byzantine: [] } : protocol.scenarios?.[scenario]?.under;
  const configuration = configure(protocol, { ...under, ...change });
  const happenings: Happening[] = [];
  const ran = await runCluster({
    jobs: jobsFor({ protocol: name, configuration, scenario, timer: 150, ...how }),
    spawn: here,
    blows: [],
    most: 15,
    ...how,
    tell: (happening) => void happenings.push(happening),
  });
  return { ...ran, happenings, strings: ran.logs.map(logText).join(" ") };
}
