import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulation } from "../simulation/simulation.ts";
import { answerPage } from "./answer-page.ts";

/** The page, being served. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Reserves the page's port on this machine; rejects with a sentence when it is taken. 0 takes any free one. */
export async function startPageServer(port: number): Promise<PageServer & { show(simulation: Simulation): void }> {
  const shown = Promise.withResolvers<Simulation>();
  const server = createServer((incoming, outgoing) => {
    // A page opened while the stack still starts waits for it; a browser that went away meanwhile ends here.
    shown.promise.then((simulation) => answerPage(simulation, incoming, outgoing)).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(toPortTaken(error, port)));
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

  constructor(port: number, isForbidden = false) {
    super(
      isForbidden
        ? `Port ${port} is not for this user. Choose one above 1023 with --port (0 takes any free one).`
        : `Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes any free one).`,
    );
  }
}

function toPortTaken(error: NodeJS.ErrnoException, port: number): Error {
  const isForbidden = error.code === "EACCES";
  return isForbidden || error.code === "EADDRINUSE" ? new PortTaken(port, isForbidden) : error;
}
