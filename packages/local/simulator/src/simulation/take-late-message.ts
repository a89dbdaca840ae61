import { randomUUID } from "node:crypto";
import type { LateMessage } from "@cliq-actions/fake-cliq";
import type { InvocationReport, PendingClick } from "../page-api.ts";
import type { Chats } from "./chats.ts";
import type { Exchanges } from "./exchanges.ts";
import type { News } from "./news.ts";
import { toPageMessage } from "./to-page.ts";

/** Shows what comes without a click: a message in a chat as everybody's, a late reply as its person's. */
export function takeLateMessage(
  message: LateMessage,
  parts: {
    readonly cliqUrl: string;
    readonly chats: Chats;
    readonly exchanges: Exchanges;
    readonly announce: News["announce"];
  },
): InvocationReport | undefined {
  const { cliqUrl, chats, exchanges, announce } = parts;
  if ("post" in message) {
    const written = chats.post(message.post);
    if (written !== undefined) announce({ type: "message", message: toPageMessage(written) });
    return undefined;
  }
  const { reply, request, response } = message;
  const origin = [...exchanges.pending(), ...exchanges.ended()].find(({ request: sent }) =>
    namesResponse(sent, reply.responseId),
  );
  if (origin === undefined) return undefined;
  const { action, personId, messageIds, use } = origin;
  const { output, problem, at } = reply;
  const { headers, body } = request;
  const report: InvocationReport = {
    id: randomUUID(),
    at,
    action,
    personId,
    messageIds,
    late: origin.id,
    outcome: "answered",
    // From the click on: nobody was kept waiting by the request itself.
    ms: Math.max(0, Date.now() - origin.at),
    logs: [],
    request: { method: request.method, url: `${cliqUrl}${request.path}`, headers, body },
    response: { status: response.status, headers: response.headers, body: response.body },
    ...(use && { use }),
    ...(output !== undefined && { output }),
    ...(problem !== undefined && { problem }),
  };
  exchanges.end(report);
  return report;
}

function namesResponse({ body }: PendingClick["request"], responseId: string): boolean {
  // Long bodies are not parsed for nothing.
  if (!body.includes(responseId)) return false;
  try {
    const { response_url: url } = JSON.parse(body) as { response_url?: unknown };
    return typeof url === "string" && url.endsWith(`/${responseId}`);
  } catch {
    return false;
  }
}
