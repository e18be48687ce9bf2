import { agreement } from "../../model/properties/agreement.ts";
import { commits } from "../../model/properties/commits.ts";
import type { Property } from "../../model/property.ts";
import type { Setting } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Parameters, Replica } from "./state.ts";

export const properties = (_setting: Setting<Parameters, Rules>): readonly Property<Replica, Message>[] => [
  agreement(),
  commits(),
];
