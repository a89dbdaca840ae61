import type { IncomingMessage } from "node:http";

/** Of a request of the page, unless it may be larger. */
const usualByteLimit = 64 * 1024;

/** A request the page would not make; its message is a sentence. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** The JSON object in a request's body, at most 64 KiB unless told otherwise. */
export async function readJson(
  incoming: IncomingMessage,
  byteLimit: number = usualByteLimit,
): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > byteLimit) throw new BadRequest(`The request is larger than ${byteLimit / 1024} KiB.`);
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

/** A string of a request's body that may be missing. */
export function readOptionalString(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || typeof value === "string") return value;
  throw new BadRequest(`"${key}" is not text.`);
}

/** A number of a request's body that may be missing. */
export function readOptionalNumber(body: Readonly<Record<string, unknown>>, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || typeof value === "number") return value;
  throw new BadRequest(`"${key}" is not a number.`);
}

/** A name that the page has given to what it is about to do, of letters, digits and hyphens; nothing when it has given none. */
export function readNewId(body: Readonly<Record<string, unknown>>): { readonly id?: string } {
  const id = readOptionalString(body, "id");
  if (id !== undefined && !/^[\w-]{1,64}$/u.test(id)) throw new BadRequest('"id" is not a name of 1 to 64 characters.');
  return id === undefined ? {} : { id };
}

/** A required list of strings of a request's body, with 1 to 25 entries. */
export function readStrings(body: Readonly<Record<string, unknown>>, key: string): string[] {
  const value = body[key];
  const strings = Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
  if (strings.length === 0 || strings.length > 25) throw new BadRequest(`"${key}" needs 1 to 25 entries.`);
  return strings;
}
