import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromHere } from "@cliq-actions/fake-cliq";
import type { Simulation } from "../simulation/simulation.ts";
import { UnknownSubject } from "../simulation/unknown-subject.ts";
import { readPageFile } from "./page-file.ts";
import { BadRequest } from "./read-json.ts";
import { routes } from "./routes.ts";
import { streamChanges } from "./stream-changes.ts";

/** Pictures in replies live at public https addresses, as Cliq requires; everything else is the page's own. */
const headers = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Answers one request of the page's server: a file of the page, or a call of its API. */
export async function answerPage(
  simulation: Simulation,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const send = (status: number, contentType: string, body: string): void => {
    outgoing.writeHead(status, { ...headers, "content-type": contentType });
    outgoing.end(incoming.method === "HEAD" ? undefined : body);
  };
  const sendJson = (status: number, value: unknown): void =>
    send(status, "application/json; charset=utf-8", JSON.stringify(value));

  if (!isFromHere(incoming.headers)) {
    sendJson(403, { message: "This server answers its own page only." });
    return;
  }
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost");
  if (incoming.method === "GET" && pathname === "/api/events") {
    streamChanges(simulation, outgoing, headers);
    return;
  }
  const route = routes.get(`${incoming.method} ${pathname}`);
  try {
    if (route !== undefined) {
      sendJson(200, await route(simulation, incoming, searchParams));
      return;
    }
    const file = incoming.method === "GET" || incoming.method === "HEAD" ? await readPageFile(pathname) : undefined;
    if (file === undefined) sendJson(404, { message: "There is nothing at this address." });
    else send(200, file.contentType, file.body);
  } catch (error) {
    sendJson(toStatus(error), { message: error instanceof Error ? error.message : "Something went wrong." });
  }
}

function toStatus(error: unknown): number {
  if (error instanceof BadRequest) return 400;
  return error instanceof UnknownSubject ? 404 : 500;
}
