import type { SendOutcome, SendRequest } from "@cliq-actions/cliq/http/send-request";
import { type CliqModel, type CliqModelOptions, createCliqModel } from "@cliq-actions/fake-cliq";
import { digestOf } from "../digest.ts";
import { readAccessToken } from "@cliq-actions/aws/access/stored-token";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { keepAccessToken, type KeptToken } from "../token-keeper/keep-access-token.ts";
import type { KeeperPorts, KeepRequest, TokenRow } from "../token-keeper/token-row.ts";
import { memoryParameters } from "./memory-parameters.ts";
import { memoryTokenRow } from "./memory-rows.ts";
import { seededRandom } from "./seeded-random.ts";
import { type VirtualWorld, virtualWorld } from "./virtual-world.ts";

/** Stands between one process and the world; passes every exchange on, unless it is to fail. */
export type Guard = <T>(exchange: () => Promise<T>) => Promise<T>;

const startsAt = Date.parse("2026-11-22T09:00:00Z");
const free: Guard = async (exchange) => exchange();

/** One stage's token keepers in a world of their own; see {@link keepersOf}. */
export async function keeperWorld(options: CliqModelOptions = {}, seed = 1, answerMs = 40) {
  const model = createCliqModel({ startedAt: startsAt, ...options });
  return keepersOf({ time: virtualWorld(startsAt), model, random: seededRandom(seed), answerMs });
}

/** One stage's token keepers, each a process of its own, an accounts server that takes `answerMs`, and shared stores, in virtual time. */
export function keepersOf({
  time,
  model,
  random,
  answerMs,
}: {
  readonly time: VirtualWorld;
  readonly model: CliqModel;
  readonly random: () => number;
  readonly answerMs: number;
}) {
  const { clientId, clientSecret, refreshToken } = model;
  const parameters = memoryParameters({
    "oauth/client": JSON.stringify({ clientId, clientSecret }),
    "oauth/refresh-token": refreshToken,
  });
  const row = memoryTokenRow();
  const asked: number[] = [];

  const send: SendRequest = async (request): Promise<SendOutcome> => {
    await time.sleep(answerMs / 2);
    const { pathname, search } = new URL(request.url);
    if (pathname === "/oauth/v2/token") asked.push(time.now());
    const answer = model.handle(
      {
        method: request.method,
        path: `${pathname}${search}`,
        headers: { ...request.headers },
        body: request.body ?? "",
      },
      time.now(),
    );
    await time.sleep(answer.connection === "hang" ? request.timeoutMs : answerMs / 2);
    if (answer.connection !== undefined)
      return { kind: "no-answer", mayHaveArrived: true, transient: true, message: "connection lost" };
    return { kind: "answer", status: answer.status, retryAfter: undefined, text: answer.body };
  };

  /** Everything a process reaches takes a moment of time, and can be cut off. */
  const ports = (guard: Guard): KeeperPorts => {
    const take = async <T>(work: () => Promise<T>): Promise<T> =>
      guard(async () => {
        await time.sleep(1 + random() * 4);
        return work();
      });
    const guarded: ParameterStore = {
      fullName: (name) => parameters.fullName(name),
      read: async (name) => take(async () => parameters.read(name)),
      write: async (name, value) => take(async () => parameters.write(name, value)),
      create: async (name, value) => take(async () => parameters.create(name, value)),
    };
    const guardedRow: TokenRow = {
      load: async () => take(async () => row.load()),
      replace: async (seen, state) => take(async () => row.replace(seen, state)),
    };
    const carry: SendRequest = async (request) => guard(async () => send(request));
    return {
      parameters: guarded,
      row: guardedRow,
      send: carry,
      accountsOrigin: "https://accounts.zoho.com",
      clock: time,
      random,
    };
  };

  return {
    time,
    random,
    model,
    parameters,
    row,
    /** When the accounts server was asked for a token. */
    asked: asked as readonly number[],
    /** A keeper in a process of its own. */
    keep: async (request: KeepRequest = {}, guard: Guard = free): Promise<KeptToken> =>
      keepAccessToken(ports(guard), request),
    stored: async (): Promise<string> => (await readAccessToken(parameters))?.accessToken ?? "",
    /** Whether the stored token is the newest one. */
    isNewestStored: async (): Promise<boolean> => {
      const stored = await readAccessToken(parameters);
      return stored !== undefined && digestOf(stored.accessToken) === row.state().sealed?.digest;
    },
    /** What Cliq says to a token: an HTTP status. */
    use: (token: string): number =>
      model.handle(
        { method: "GET", path: "/api/v3/messageactions", headers: { authorization: `Bearer ${token}` }, body: "" },
        time.now(),
      ).status,
    /** Ends an access token before its time, as a sixteenth one does to the first. */
    evict: (token: string): void =>
      void model.handle(
        { method: "POST", path: `/oauth/v2/token/revoke?token=${token}`, headers: {}, body: "" },
        time.now(),
      ),
  };
}

/** The most of these moments that fall into any ten minutes. */
export function mostInTenMinutes(moments: readonly number[]): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + 600_000).length));
}
