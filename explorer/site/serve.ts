/** Serves files out of memory to this machine: for looking at the explorer without putting it anywhere. */
import { createServer, type Server } from "node:http";
import type { BundledFile } from "../../browser/bundle.ts";
import { POLICY } from "./site.ts";

const TYPES: { readonly [ending: string]: string } = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/**
 * Serves files on 127.0.0.1, which only this machine reaches.
 *
 * @param port 0 for any that is free
 * @returns the server, and the address of the page
 * @throws Error if the port is taken, with what to do
 */
export async function serve(
  files: readonly BundledFile[],
  port: number,
): Promise<{ readonly server: Server; readonly url: string }> {
  const byPath = new Map(files.map(({ path, bytes }) => [`/${path}`, bytes]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    const bytes = byPath.get(path);
    const isRead = request.method === "GET" || request.method === "HEAD";
    response.writeHead(isRead ? (bytes ? 200 : 404) : 405, {
      "content-type": TYPES[bytes ? path.replace(/^.*\./, "") : "txt"] ?? "application/octet-stream",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    response.end(request.method === "HEAD" ? undefined : isRead && bytes ? bytes : "there is nothing here\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ message }) =>
      reject(new Error(`${message}. Give another --port, or leave it out: any that is free is taken then.`)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return { server, url: `http://127.0.0.1:${taken}/` };
}
