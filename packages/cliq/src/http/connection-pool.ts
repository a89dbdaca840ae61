import type { Agent } from "node:http";
import type { LookupFunction, Socket } from "node:net";
import type { Duplex } from "node:stream";

/** Connections kept for the next request, by origin. */
export interface ConnectionPool {
  agentFor(target: URL): Agent;
  /**
   * Opens a connection that the next request to the origin finds ready. Resolves once it stands, or could not be opened:
   * that is the next request's to find.
   */
  warm(origin: string): Promise<void>;
}

/**
 * How long an idle connection is kept, in milliseconds of the wall clock: a frozen Lambda must not wake up with a dead
 * one, and its timers sleep as long as it does.
 */
const longestIdleMs = 4_000;

/**
 * Node's own pools, one for TLS and one for plain connections, made when first needed. `lookup` finds the addresses of
 * names in place of Node's own.
 */
export function connectionPool(options: { readonly lookup?: LookupFunction } = {}): ConnectionPool {
  let secure: Pool | undefined;
  let plain: Pool | undefined;
  const poolFor = (target: URL): Pool =>
    target.protocol === "https:"
      ? (secure ??= createPool("node:https", options))
      : (plain ??= createPool("node:http", options));
  return {
    agentFor: (target) => poolFor(target).take(),
    warm: async (origin) => poolFor(new URL(origin)).warm(new URL(origin)),
  };
}

interface Pool {
  take(): Agent;
  warm(target: URL): Promise<void>;
}

function createPool(module: "node:https" | "node:http", own: object): Pool {
  const { Agent } = process.getBuiltinModule(module);
  const agent = new Agent({ keepAlive: true, ...own });
  const hooks = agent as unknown as AgentHooks;
  const idleSince = new WeakMap<object, number>();
  const isStale = (socket: Duplex): boolean => Date.now() - (idleSince.get(socket) ?? 0) > longestIdleMs;
  const warmed = new Map<string, Socket>();

  const keep = hooks.keepSocketAlive.bind(agent);
  hooks.keepSocketAlive = (socket) => {
    idleSince.set(socket, Date.now());
    return keep(socket);
  };
  const connect = hooks.createConnection.bind(agent);
  hooks.createConnection = (options, done) => {
    const key = `${options.host}:${options.port}`;
    const ready = warmed.get(key);
    warmed.delete(key);
    if (ready === undefined || ready.destroyed || isStale(ready)) return connect(options, done);
    ready.ref();
    return ready;
  };

  return {
    take: () => {
      for (const name in agent.freeSockets)
        for (const socket of agent.freeSockets[name] ?? []) if (isStale(socket)) socket.destroy();
      return agent;
    },
    warm: async ({ hostname: host, port }) => {
      const options = {
        host,
        port: Number(port) || (module === "node:https" ? 443 : 80),
        servername: serverName(host),
      };
      const socket = connect(options);
      // Whoever waits for it has listeners of its own.
      socket.on("error", () => socket.destroy());
      socket.unref();
      idleSince.set(socket, Date.now());
      warmed.set(`${host}:${options.port}`, socket);
      await new Promise<void>((resolve) => {
        socket.once(module === "node:https" ? "secureConnect" : "connect", resolve);
        socket.once("close", () => resolve());
      });
    },
  };
}

/** Addresses have no name to ask a certificate for (RFC 6066). */
function serverName(host: string): string {
  return process.getBuiltinModule("node:net").isIP(host) === 0 ? host : "";
}

/** What Node's agents let others change. See https://nodejs.org/docs/latest-v24.x/api/http.html#agentkeepsocketalivesocket */
interface AgentHooks {
  keepSocketAlive(socket: Duplex): boolean;
  createConnection(options: { host?: string; port?: number; servername?: string }, done?: () => void): Socket;
}
