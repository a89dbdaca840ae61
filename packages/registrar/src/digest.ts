import { createHash } from "node:crypto";

/** SHA-256 in lower-case hex, for values that are kept to compare and not to read (a URL holds a credential). */
export function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
