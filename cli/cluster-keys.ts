/** Key files: one for each node, so that nobody is believed to be a node who has not its key. */
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { newPrivateKey, signerOf } from "../cluster/signing.ts";
import { makeFolder } from "../reports/write.ts";
import type { GivenFlags } from "./arguments.ts";
import { UsageError } from "./exit.ts";
import { readText, why } from "./files.ts";
import { text } from "./values.ts";

const fileOf = (id: number): string => `node-${id}.pem`;

/** The private keys of all nodes, if a folder is named. @throws UsageError if one is missing or is none */
export function keysFrom(flags: GivenFlags, nodes: number, cwd: string): readonly string[] | undefined {
  const [folder, fresh] = [text(flags, "keys"), text(flags, "new-keys")];
  if (folder !== undefined && fresh !== undefined)
    throw new UsageError("--keys uses keys that there are, --new-keys makes others; give one of them");
  const ids = Array.from({ length: nodes }, (_, id) => id);
  if (fresh !== undefined) return ids.map((id) => writeKey(join(fresh, fileOf(id)), cwd));
  if (folder === undefined) return undefined;
  const pems = ids.map((id) => readKey(join(folder, fileOf(id)), cwd));
  const keys = pems.map((pem) => signerOf(pem).key);
  const again = keys.findIndex((key, id) => keys.indexOf(key) < id);
  if (again < 0) return pems;
  throw new UsageError(
    `${join(folder, fileOf(again))} is the key of node ${keys.indexOf(keys[again] ?? "")} as well; each node needs its own: ${CURE}`,
  );
}

const CURE = "--new-keys FOLDER makes one for each node";

function readKey(file: string, cwd: string): string {
  let pem: string;
  try {
    pem = readText(file, cwd);
  } catch (error) {
    throw new UsageError(`no key: ${error instanceof Error ? error.message : String(error)}; ${CURE}`, {
      cause: error,
    });
  }
  try {
    signerOf(pem);
    return pem;
  } catch (error) {
    throw new UsageError(`${file} is no private key of Ed25519 in PEM; ${CURE}`, { cause: error });
  }
}

/** A key that is there is never overwritten: somebody may be known by it. */
function writeKey(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  const pem = newPrivateKey();
  try {
    makeFolder(dirname(path));
    writeFileSync(path, pem, { mode: 0o600, flag: "wx" });
    return pem;
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new UsageError(
      exists
        ? `${file} is there already; use it with --keys, or name another folder`
        : `cannot write ${file}: ${why(error)}`,
      { cause: error },
    );
  }
}
