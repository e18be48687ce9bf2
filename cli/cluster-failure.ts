/** How the command ends when a cluster cannot go on. */
import { InternalError } from "../checker/trace.ts";
import { ClusterError } from "../cluster/crew.ts";
import { UsageError } from "./exit.ts";

/** A cluster's failure as the command's: whose fault it is decides how it ends. */
export function asUsual(error: unknown): unknown {
  if (!(error instanceof ClusterError)) return error;
  switch (error.why) {
    case "port":
      return new UsageError(
        `${error.message}\nGive another --base-port or --host, or leave --base-port out: each node then takes a free port`,
        { cause: error },
      );
    case "protocol":
      return new UsageError(error.message, { cause: error });
    case "impure":
    case "trace":
    case "fault":
      return new InternalError(error.message);
  }
}
