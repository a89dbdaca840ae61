import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CliqModel, createCliqModel, type ZohoClient } from "../cliq-model.ts";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import type { ChatPost } from "../chat/chat-post.ts";
import type { LateReply } from "../chat/late-reply.ts";
import type { FunctionUse } from "../uses/function-use.ts";
import type { ActionChoice, InvocationRequest } from "../invocation/invocation.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";
import { deliver } from "./deliver.ts";
import { type Controlled, handleControl } from "./handle-control.ts";
import { isFromHere } from "./is-from-here.ts";
import { readRequest } from "./read-request.ts";
import { type Execution, longestInvocationMs, sendInvocation } from "./send-invocation.ts";
import { type InvocationWatcher, watchInvocations } from "./watch-invocations.ts";
import { writeResponse } from "./write-response.ts";

/** Where and how the model is served. */
export interface FakeCliqOptions extends CliqModelOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970; the system's clock when absent. */
  now?: () => number;
  /** A model to serve instead of a new one; the model's options do not apply to it. */
  model?: CliqModel;
  /** How long Cliq waits for the answer to an invocation; 15,000 ms when absent. */
  invocationTimeoutMs?: number;
}

/** A message in a chat, or a reply that came through a `response_url`, with what was sent and answered. */
export type LateMessage =
  | { readonly post: ChatPost }
  | { readonly reply: LateReply; readonly request: PlainRequest; readonly response: PlainResponse };

/** Hears of each. */
type LateMessageWatcher = (message: LateMessage) => void;

/** A Cliq on a port of this machine, with all a client needs to know of it. */
export interface FakeCliq extends ZohoClient {
  /** The REST API is at `{cliqUrl}/api/v3`, the control surface at `{cliqUrl}/_fake/`. */
  cliqUrl: string;
  /** Tokens are at `{accountsUrl}/oauth/v2/token`. */
  accountsUrl: string;
  grantCode: string;
  organizationId: string;
  model: CliqModel;
  /** What Cliq does when a person picks an action: builds the event, POSTs it and waits for the answer. */
  execute(choice: ActionChoice): Promise<Execution>;
  /** What Cliq does when a person uses a button or a form; rejects with a sentence when it would call no function. */
  use(use: FunctionUse): Promise<Execution>;
  /** Sends a request as if it were Cliq's own, whatever is in it. */
  send(request: InvocationRequest): Promise<Execution>;
  /** Tells of every invocation from now on, whoever asked for it. */
  onInvocation(watcher: InvocationWatcher): void;
  /** Tells of what comes without a click, from now on: messages in chats and late replies. */
  onLateMessage(watcher: LateMessageWatcher): void;
  /** Moves Cliq's clock forward. */
  advanceClock(ms: number): void;
  stop(): Promise<void>;
}

/** Serves a model over HTTP on 127.0.0.1; rejects with Node's error when the port is taken. */
export async function startFakeCliq(options: FakeCliqOptions = {}): Promise<FakeCliq> {
  const { now: systemNow = Date.now, invocationTimeoutMs = longestInvocationMs } = options;
  let offset = 0;
  const now = (): number => systemNow() + offset;

  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const cliqUrl = `http://127.0.0.1:${port}`;
  const model = options.model ?? createCliqModel({ origin: cliqUrl, startedAt: now(), ...options });
  const watch = watchInvocations();
  const controlled: Controlled = {
    model,
    now,
    execute: (choice) => deliver(model.toDelivery(choice, now()), choice, invocationTimeoutMs, watch),
    use: async (use) => deliver(model.toUse(use, now()), use, invocationTimeoutMs, watch),
    advanceClock: (ms) => void (offset += ms),
  };
  const lateWatchers: LateMessageWatcher[] = [];
  serve(server, controlled, (message) => lateWatchers.forEach((watcher) => watcher(message)));

  const { clientId, clientSecret, grantCode, refreshToken, organizationId } = model;
  return {
    cliqUrl,
    accountsUrl: cliqUrl,
    clientId,
    clientSecret,
    grantCode,
    refreshToken,
    organizationId,
    model,
    // Async, so that a choice Cliq does not offer rejects instead of throwing.
    execute: async (choice) => controlled.execute(choice),
    use: controlled.use,
    send: (request) => watch.around(request, undefined, () => sendInvocation(request, invocationTimeoutMs)),
    onInvocation: (watcher) => watch.add(watcher),
    onLateMessage: (watcher) => void lateWatchers.push(watcher),
    advanceClock: controlled.advanceClock,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function serve(server: Server, controlled: Controlled, tell: LateMessageWatcher): void {
  server.on("request", (incoming, outgoing) => {
    // A client that went away meanwhile ends here; and a defect of ours must not look like an answer of Cliq's.
    answer(controlled, tell, incoming, outgoing).catch(() => outgoing.socket?.destroy());
  });
}

async function answer(
  controlled: Controlled,
  tell: LateMessageWatcher,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  if ("status" in request) {
    await writeResponse(outgoing, request);
  } else if (request.path.startsWith("/_fake/")) {
    const message = "The control surface answers programs of its own machine only.";
    const answer = isFromHere(incoming.headers)
      ? await handleControl(controlled, request)
      : jsonResponse(403, JSON.stringify({ message }));
    await writeResponse(outgoing, answer);
  } else {
    const { model, now } = controlled;
    const [posts, replies] = [model.posts().length, model.lateReplies().length];
    const response = model.handle(request, now());
    for (const post of model.posts().slice(posts)) tell({ post });
    for (const reply of model.lateReplies().slice(replies)) tell({ reply, request, response });
    await writeResponse(outgoing, response);
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
