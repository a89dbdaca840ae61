import type { IncomingMessage } from "node:http";

const byteLimit = 64 * 1024;

/** A request the page would not make; its message is a sentence. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** The JSON object in a request's body, at most 64 KiB. */
export async function readJson(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > byteLimit) throw new BadRequest("The request is larger than 64 KiB.");
    chunks.push(chunk as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Falls through to the sentence below.
  }
  throw new BadRequest("The request's body is not a JSON object.");
}

/** A required string of a request's body. */
export function readString(body: Readonly<Record<string, unknown>>, key: string): string {
  const value = body[key];
  if (typeof value !== "string" || value === "") throw new BadRequest(`"${key}" is missing.`);
  return value;
}

/** A required list of strings of a request's body, with 1 to 25 entries. */
export function readStrings(body: Readonly<Record<string, unknown>>, key: string): string[] {
  const value = body[key];
  const strings = Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
  if (strings.length === 0 || strings.length > 25) throw new BadRequest(`"${key}" needs 1 to 25 entries.`);
  return strings;
}
