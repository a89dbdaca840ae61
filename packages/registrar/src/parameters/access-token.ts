import * as z from "zod";
import type { ParameterStore } from "./parameter-store.ts";

/** The parameter that holds the access token. One JSON value, so that token and expiry never disagree. */
const parameter = "oauth/access-token";

const storedSchema = z.object({ accessToken: z.string().min(1), expiresAt: z.number() });

/** An access token and when it ends, in milliseconds since the epoch. */
export type StoredToken = z.output<typeof storedSchema>;

/** A token is renewed this long before its end, so that clocks may differ. */
export const tokenMarginMs = 300_000;

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
  await parameters.write(parameter, JSON.stringify({ accessToken: token.accessToken, expiresAt: token.expiresAt }));
}
