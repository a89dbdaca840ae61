import { randomBytes } from "node:crypto";
import type { Clock } from "@cliq-actions/cliq/clock";
import { Misconfigured } from "../environment.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { readUntil } from "./read-until.ts";

const parameter = "signing-key";
const keyBytes = 32;

/** The stage's signing key. Throws {@link Misconfigured} when there is none or it is too short to be one. */
export async function readSigningKey(parameters: ParameterStore): Promise<Uint8Array> {
  const value = await parameters.read(parameter);
  const key = Buffer.from(value ?? "", "base64");
  if (key.length >= keyBytes) return key;
  const name = parameters.fullName(parameter);
  if (value === undefined)
    throw new Misconfigured(`Parameter ${name} does not exist: deploy the whole stack, which makes it.`);
  throw new Misconfigured(
    `Parameter ${name} is not a key of at least ${keyBytes} bytes in base64: delete it and deploy again.`,
  );
}

/** The stage's signing key, made now if there is none. Two at once agree: the first put wins, the other reads it. */
export async function ensureSigningKey(parameters: ParameterStore, clock: Clock): Promise<Uint8Array> {
  const isThere = (value: string | undefined): boolean => value !== undefined;
  if (!isThere(await parameters.read(parameter))) {
    const made = randomBytes(keyBytes);
    if (await parameters.create(parameter, made.toString("base64"))) return made;
    await readUntil(async () => parameters.read(parameter), isThere, clock);
  }
  return readSigningKey(parameters);
}
