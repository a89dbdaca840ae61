import { createHash } from "node:crypto";
import type { Archive } from "./archive.ts";
import type { StoredArchive } from "./archive-store.ts";

/**
 * `archives/<yyyy>/<mm>/<dd>/<hash>/…`: the day in UTC and a hash of the delivery. Nothing that people wrote enters
 * a key, and the same delivery always comes to the same one.
 */
export function toArchiveKeys(archive: Archive): StoredArchive {
  const day = archive.archivedAt.slice(0, 10).replaceAll("-", "/");
  const hash = createHash("sha256").update(archive.deliveryKey).digest("hex").slice(0, 32);
  const folder = `archives/${day}/${hash}`;
  return { transcriptKey: `${folder}/transcript.md`, documentKey: `${folder}/archive.json` };
}
