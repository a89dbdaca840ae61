import type { HttpRequest } from "@cliq-actions/core";
import { UnsupportedMediaType } from "../refusals.ts";

/**
 * UNKNOWN (protocol page 2.1): the Content-Type Cliq sends. A missing one is accepted,
 * a declared one must be JSON in UTF-8, and compressed bodies are never inflated.
 */
export function checkMediaType({ headers }: HttpRequest): void {
  const type = headers["content-type"];
  if (type !== undefined && !/^application\/json(?:\s*;\s*charset="?utf-?8"?)?\s*;?$/i.test(type.trim())) {
    throw new UnsupportedMediaType("content-type");
  }
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity") throw new UnsupportedMediaType("content-encoding");
}
