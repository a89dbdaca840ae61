import type { ServerResponse } from "node:http";
import type { Simulation } from "../simulation/simulation.ts";

/** How often a stream on which nothing happens says that it is alive: what sits in between closes idle connections. */
const heartbeatMs = 15_000;

/**
 * Streams every change to one page as server-sent events, the id of this start first, until the page goes away
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export function streamChanges(
  simulation: Pick<Simulation, "state" | "watch">,
  outgoing: ServerResponse,
  headers: Readonly<Record<string, string>>,
  everyMs: number = heartbeatMs,
): void {
  outgoing.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
  outgoing.write(`retry: 1000\nevent: start\ndata: ${simulation.state().start}\n\n`);
  const leave = simulation.watch((change) => void outgoing.write(`data: ${JSON.stringify(change)}\n\n`));
  const heartbeat = setInterval(() => void outgoing.write(": still here\n\n"), everyMs);
  outgoing.once("close", () => {
    clearInterval(heartbeat);
    leave();
  });
}
