/** `byzcheck list`: what there is to check. */
import { configure, settingOf } from "../model/configuration.ts";
import { kebab } from "../model/names.ts";
import type { Protocol } from "../model/protocol.ts";
import { PROTOCOLS } from "../protocols/all.ts";
import { jsonText } from "../reports/json.ts";
import { clean, pad } from "../reports/words.ts";
import { EXIT } from "./exit.ts";
import { loadProtocol } from "./load.ts";
import { readSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { isSet, text } from "./values.ts";

export async function listCommand(argv: readonly string[], shell: Shell): Promise<number> {
  const { flags } = await readSettings(argv, "list", shell);
  const name = text(flags, "protocol");
  const protocols = name === undefined ? PROTOCOLS : [(await loadProtocol(name, shell.cwd)).protocol];
  const cards = protocols.map(card);
  shell.out.write(isSet(flags, "json") ? jsonText(cards) : cards.map(cardText).join("\n"));
  return EXIT.ok;
}

type Entry = { readonly name: string; readonly says: string };

interface Card extends Entry {
  readonly parameters: readonly Entry[];
  readonly properties: readonly Entry[];
  readonly scenarios: readonly Entry[];
  readonly variants: readonly Entry[];
}

/** What there is of a protocol under its defaults. */
function card(protocol: Protocol): Card {
  const entries = (of: { readonly [name: string]: { readonly says: string } } = {}): readonly Entry[] =>
    Object.entries(of).map(([name, { says }]) => ({ name, says }));
  return {
    name: protocol.name,
    says: protocol.says,
    parameters: Object.entries(protocol.parameters).map(([name, spec]) => ({
      name: `--${kebab(name)}`,
      says: `${spec.says} (default ${spec.default})`,
    })),
    properties: protocol.properties(settingOf(protocol, configure(protocol))).map(({ name, says }) => ({ name, says })),
    scenarios: entries(protocol.scenarios),
    variants: entries(protocol.variants),
  };
}

function cardText({ name, says, ...sections }: Card): string {
  const width = Math.max(...Object.values(sections).flatMap((entries) => entries.map((entry) => entry.name.length)));
  const lines = Object.entries(sections).flatMap(([title, entries]) =>
    entries.length === 0 ? [] : [`  ${title}`, ...entries.map((one) => `    ${row(one, width)}`)],
  );
  return [`${clean(name)}: ${clean(says)}`, ...lines, ""].join("\n");
}

/** A name, filled up, and what it is: a user's protocol may call things anything. */
const row = ({ name, says }: Entry, width: number): string => `${pad(clean(name), width)}  ${clean(says)}`;

/** What `--variant list` prints. */
export function variantsText(protocol: Protocol): string {
  const variants = card(protocol).variants;
  if (variants.length === 0) return `${clean(protocol.name)} has no variants\n`;
  const width = Math.max(...variants.map((one) => one.name.length));
  return variants.map((one) => `${row(one, width)}\n`).join("");
}
