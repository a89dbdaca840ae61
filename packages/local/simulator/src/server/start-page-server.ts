import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulation } from "../simulation/simulation.ts";
import { isFromHere } from "@cliq-actions/fake-cliq";
import { answerPage } from "./answer-page.ts";
import { describeHolder, holderPath, nameHolder } from "./port-holder.ts";

/** The page, being served. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Reserves the page's port on this machine; rejects with a sentence when it is taken, which names the start that has it.
 * 0 takes any free one. `folder` of actions is what another start is told of this one.
 */
export async function startPageServer(
  port: number,
  folder = "",
): Promise<PageServer & { show(simulation: Simulation): void }> {
  const shown = Promise.withResolvers<Simulation>();
  const holder = JSON.stringify(describeHolder(folder));
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === "GET" && incoming.url === holderPath && isFromHere(incoming.headers)) {
      outgoing.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(holder);
      return;
    }
    // A page opened while the stack still starts waits for it; a browser that went away meanwhile ends here.
    shown.promise.then((simulation) => answerPage(simulation, incoming, outgoing)).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => void toPortTaken(error, port).then(reject));
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: shown.resolve,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The page's port is in use, or not for this user. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";

  constructor(
    port: number,
    { isForbidden = false, holder }: { isForbidden?: boolean; holder?: string | undefined } = {},
  ) {
    super(
      isForbidden
        ? `Port ${port} is not for this user. Choose one above 1023 with --port (0 takes any free one).`
        : holder === undefined
          ? `Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes any free one).`
          : `Port ${port} is in use by ${holder}. Stop it, or choose another with --port (0 takes any free one).`,
    );
  }
}

async function toPortTaken(error: NodeJS.ErrnoException, port: number): Promise<Error> {
  if (error.code === "EACCES") return new PortTaken(port, { isForbidden: true });
  return error.code === "EADDRINUSE" ? new PortTaken(port, { holder: await nameHolder(port) }) : error;
}
