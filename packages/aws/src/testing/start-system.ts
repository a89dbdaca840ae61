import type { IncomingMessage, ServerResponse } from "node:http";
import { serve } from "@cliq-actions/cliq/testing/serve";

/** What the system answers; a function does it by hand. */
export type SystemAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown }
  | ((outgoing: ServerResponse, incoming: IncomingMessage) => void);

/** An outside system and a Parameter Store on this machine, both found through the environment. */
export interface System extends AsyncDisposable {
  readonly origin: string;
  /** Requests to the system, in order. */
  readonly seen: Awaited<ReturnType<typeof serve>>["seen"];
  /** Requests to Parameter Store, in order. */
  readonly reads: Awaited<ReturnType<typeof serve>>["seen"];
  /** What Parameter Store holds; undefined is no parameter; an object is answered with its status. */
  secret: string | undefined | { readonly status: number; readonly error: string };
}

/** Starts both; every request to the system is answered by `answer`, given how many came before it. */
export async function startSystem(answer: (before: number) => SystemAnswer): Promise<System> {
  const store = await serve((_incoming, outgoing) => {
    const { secret } = system;
    if (typeof secret === "string") outgoing.end(JSON.stringify({ Parameter: { Value: secret } }));
    else {
      const { status, error } = secret ?? { status: 400, error: "ParameterNotFound" };
      outgoing.writeHead(status).end(JSON.stringify({ __type: error }));
    }
  });
  let before = 0;
  const server = await serve((incoming, outgoing) => {
    const said = answer(before);
    before += 1;
    if (typeof said === "function") said(outgoing, incoming);
    else outgoing.writeHead(said.status, said.headers).end(said.json === undefined ? "" : JSON.stringify(said.json));
  });
  process.env.AWS_ENDPOINT_URL_SSM = store.origin;
  process.env.CONNECTION_ORIGINS = JSON.stringify({ "post-note/statusPage": server.origin });
  const system: System = {
    origin: server.origin,
    seen: server.seen,
    reads: store.seen,
    secret: "s3cret",
    [Symbol.asyncDispose]: async () => {
      await Promise.all([server[Symbol.asyncDispose](), store[Symbol.asyncDispose]()]);
    },
  };
  return system;
}
