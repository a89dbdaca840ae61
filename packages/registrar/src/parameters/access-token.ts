import * as z from "zod";
import type { ParameterStore } from "./parameter-store.ts";

/** The parameter that holds the access token. One JSON value, so that token and expiry never disagree. */
const parameter = "oauth/access-token";

const storedSchema = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.number(),
  /** Absent in what an earlier release stored; such a token counts as issued an hour before its end. */
  issuedAt: z.number().optional(),
  /** Raised with every renewal. */
  version: z.number().optional(),
});

/** An access token, when it was issued and when it ends, in milliseconds since the epoch. */
export type StoredToken = z.output<typeof storedSchema>;

/** A token is renewed this long before its end, so that clocks may differ; one that lives shortly, at half its life. */
const marginMs = 300_000;
/** Nothing Zoho issues lives longer; a token that claims to was stored by a clock that was wrong. */
const longestLifeMs = 2 * 3_600_000;

type Times = Pick<StoredToken, "expiresAt" | "issuedAt">;

/** Until when a token can be relied on without asking: five minutes before its end, or half its life if that is less. */
export function freshUntil(token: Times): number {
  return token.expiresAt - Math.min(marginMs, halfLifeOf(token));
}

/** Whether a token, by its times alone, is good now; for the schedule, whether it is until the schedule's next time. */
export function isFresh(token: Times, now: number, isScheduled = false): boolean {
  const until = isScheduled ? token.expiresAt - halfLifeOf(token) : freshUntil(token);
  return now < until && token.expiresAt - now <= longestLifeMs;
}

function halfLifeOf({ expiresAt, issuedAt = expiresAt - 3_600_000 }: Times): number {
  return (expiresAt - issuedAt) / 2;
}

/** The stored token; undefined when there is none, or none that can be read. */
export async function readAccessToken(parameters: ParameterStore): Promise<StoredToken | undefined> {
  const value = await parameters.read(parameter);
  if (value === undefined) return undefined;
  try {
    return storedSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** Stores a token in place of the one before. */
export async function writeAccessToken(parameters: ParameterStore, token: StoredToken): Promise<void> {
  const { accessToken, expiresAt, issuedAt, version } = token;
  await parameters.write(parameter, JSON.stringify({ accessToken, expiresAt, issuedAt, version }));
}
