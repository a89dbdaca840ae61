import type { Bucket } from "../services/s3/buckets.ts";
import type { KeptBucket } from "./kept-stores.ts";

/** What a bucket holds, the newest of it first, as much as `mostBytes` hold. */
export function readBucket({ objects }: Bucket, mostBytes: number): KeptBucket {
  // Versions of one key are oldest first already; of what was written at once the later one is newer.
  const all = [...objects.values()].flat().toReversed();
  const newestFirst = all.toSorted((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime());
  let bytes = 0;
  const fitting = newestFirst.findIndex(({ body }) => (bytes += body.length) > mostBytes);
  const kept = fitting === -1 ? newestFirst : newestFirst.slice(0, fitting);
  return {
    versions: kept.toReversed().map((version) => ({
      ...version,
      body: version.body.toString("base64"),
      modifiedAt: version.modifiedAt.getTime(),
    })),
    isWhole: kept.length === all.length,
  };
}

/** Puts objects into an empty bucket; one without versioning takes the newest of each key. */
export function fillBucket({ objects, versioning }: Bucket, { versions }: KeptBucket): void {
  for (const version of versions) {
    const older = versioning === undefined ? [] : (objects.get(version.key) ?? []);
    const written = {
      ...version,
      body: Buffer.from(version.body, "base64"),
      modifiedAt: new Date(version.modifiedAt),
    };
    if (versioning === undefined && version.isDeleteMarker) objects.delete(version.key);
    else objects.set(version.key, [...older, written]);
  }
}
