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
    server.once("error", (error) => reject(isTaken(error) ? new PortTaken(port) : error));
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

/** The page's port is in use. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";

  constructor(port: number) {
    super(`Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes any free one).`);
  }
}

function isTaken(error: Error): boolean {
  return "code" in error && error.code === "EADDRINUSE";
}
