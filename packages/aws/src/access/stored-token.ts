/** The parameter that holds the access token. One JSON value, so that token and expiry never disagree. */
const parameter = "oauth/access-token";

/** An access token, when it was issued and when it ends, in milliseconds since the epoch. */
export interface StoredToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  /** Absent in what an earlier release stored; such a token counts as issued an hour before its end. */
  readonly issuedAt?: number | undefined;
  /** Raised with every renewal. */
  readonly version?: number | undefined;
}

/** Where parameters are read, by the name below the stage's prefix. */
export interface ParameterReader {
  /** The decrypted value; undefined when there is no such parameter. */
  read(name: string): Promise<string | undefined>;
}

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
export async function readAccessToken(parameters: ParameterReader): Promise<StoredToken | undefined> {
  const value = await parameters.read(parameter);
  if (value === undefined) return undefined;
  try {
    return parseToken(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function parseToken(value: unknown): StoredToken | undefined {
  const { accessToken, expiresAt, issuedAt, version } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isNumberOrAbsent = (one: unknown): one is number | undefined => one === undefined || Number.isFinite(one);
  const isToken = typeof accessToken === "string" && accessToken !== "" && Number.isFinite(expiresAt);
  if (!isToken || !isNumberOrAbsent(issuedAt) || !isNumberOrAbsent(version)) return undefined;
  return { accessToken, expiresAt: expiresAt as number, issuedAt, version };
}

/** Stores a token in place of the one before. */
export async function writeAccessToken(
  parameters: { write(name: string, value: string): Promise<void> },
  token: StoredToken,
): Promise<void> {
  const { accessToken, expiresAt, issuedAt, version } = token;
  await parameters.write(parameter, JSON.stringify({ accessToken, expiresAt, issuedAt, version }));
}
