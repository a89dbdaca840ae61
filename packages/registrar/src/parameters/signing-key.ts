import { rotate } from "@cliq-actions/cliq/remedies";
import { randomBytes } from "node:crypto";
import { type CredentialIdentity, deriveCredential } from "@cliq-actions/aws/credential";
import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { Misconfigured } from "../environment.ts";
import { readUntil } from "@cliq-actions/aws/access/read-until";
import type { ParameterStore } from "./parameter-store.ts";

const parameter = "signing-key";
const keyBytes = 32;

/**
 * The stage's signing key. Throws {@link Misconfigured} when there is none or it is too short to be one; looks for about
 * four seconds, because what another function has just made may not be seen at once.
 */
export async function readSigningKey(parameters: ParameterStore, clock: Clock = systemClock): Promise<Uint8Array> {
  const value = await readUntil(async () => parameters.read(parameter), isThere, clock);
  const key = Buffer.from(value ?? "", "base64");
  if (key.length >= keyBytes) return key;
  const name = parameters.fullName(parameter);
  throw new Misconfigured(
    value === undefined
      ? `Parameter ${name} does not exist. To make one, and every action's URL anew: ${rotate}`
      : `Parameter ${name} is not a key of at least ${keyBytes} bytes in base64: delete it, then make one, and every action's URL anew: ${rotate}`,
  );
}

/** The three credentials that an action's function accepts at a time, of the version before, this one and the next. */
export function credentialsOf(
  signingKey: Uint8Array,
  { version, ...identity }: CredentialIdentity,
): readonly [previous: string, current: string, next: string] {
  const derive = (step: number): string => deriveCredential(signingKey, { ...identity, version: version + step });
  return [derive(-1), derive(0), derive(1)];
}

/** Makes the stage's signing key if there is none. */
export async function ensureSigningKey(parameters: ParameterStore): Promise<void> {
  await ensureKey(parameters, parameter);
}

/** Makes a key if there is none; it is never another one then. Of two at once, the first put wins. */
export async function ensureKey(parameters: ParameterStore, name: string): Promise<void> {
  if (isThere(await parameters.read(name))) return;
  await parameters.create(name, randomBytes(keyBytes).toString("base64"));
}

function isThere(value: string | undefined): boolean {
  return value !== undefined;
}
