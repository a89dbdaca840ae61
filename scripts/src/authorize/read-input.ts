import type { Readable } from "node:stream";
import { CannotAuthorize } from "./cannot-authorize.ts";

const mostBytes = 65_536;

/**
 * What another program writes to our stdin, up to its end, or what has come within `patienceMs`: a CI runner may leave
 * the pipe open for ever.
 */
export async function readInput(input: Readable, patienceMs = 5_000): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const impatience = setTimeout(() => input.destroy(), patienceMs);
  try {
    for await (const chunk of input) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > mostBytes)
        throw new CannotAuthorize(`stdin holds more than ${mostBytes} bytes: pass one small JSON object.`);
      chunks.push(bytes);
    }
  } catch (error) {
    if (!isPrematureEnd(error)) throw error;
  } finally {
    clearTimeout(impatience);
  }
  return Buffer.concat(chunks).toString("utf8").trim();
}

function isPrematureEnd(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
