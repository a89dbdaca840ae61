import { UnsupportedMediaType } from "../refusals.ts";
import type { HttpRequest } from "./to-http-request.ts";

/**
 * UNKNOWN (protocol page 2.1): the Content-Type Cliq sends. A missing one is accepted,
 * a declared one must be JSON in UTF-8, and compressed bodies are never inflated.
 */
export function checkMediaType({ headers }: HttpRequest): void {
  // Anything may invoke the function directly, with headers that are no strings.
  const type: unknown = headers["content-type"];
  if (type !== undefined && !(typeof type === "string" && jsonInUtf8.test(type.trim())))
    throw new UnsupportedMediaType("content-type");
  const encoding: unknown = headers["content-encoding"];
  const isPlain =
    encoding === undefined || (typeof encoding === "string" && encoding.trim().toLowerCase() === "identity");
  if (!isPlain) throw new UnsupportedMediaType("content-encoding");
}

const jsonInUtf8 = /^application\/json(?:\s*;\s*charset="?utf-?8"?)?\s*;?$/i;
