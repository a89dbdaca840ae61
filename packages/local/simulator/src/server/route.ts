import type { IncomingMessage } from "node:http";
import type { Simulation } from "../simulation/simulation.ts";

/** Answers one call of the page with a value for JSON. */
export type Route = (simulation: Simulation, incoming: IncomingMessage, query: URLSearchParams) => unknown;
