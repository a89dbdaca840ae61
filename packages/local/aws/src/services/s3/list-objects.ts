import { currentObject, type Bucket, type ObjectVersion } from "./buckets.ts";
import { toXml, type XmlNode } from "../to-xml.ts";

/** Lists current objects in key order: ListObjectsV2, or the first version when `list-type` is missing. */
export function listObjects(bucket: Bucket, query: URLSearchParams): string {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const limit = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
  const token = query.get("continuation-token");
  const after =
    token === null
      ? (query.get("start-after") ?? query.get("marker") ?? "")
      : Buffer.from(token, "base64").toString("utf8");
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string): string => text;

  const objects: ObjectVersion[] = [];
  const folders = new Set<string>();
  let last = "";
  let isTruncated = false;
  for (const key of sortedKeys(bucket)) {
    const object = currentObject(bucket, key);
    if (!object || !key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (folders.has(entry) || entry <= after) continue;
    if (objects.length + folders.size >= limit) {
      isTruncated = true;
      break;
    }
    if (cut < 0) objects.push(object);
    else folders.add(entry);
    last = entry;
  }
  return toXml("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter || undefined,
    MaxKeys: limit,
    KeyCount: objects.length + folders.size,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? Buffer.from(last).toString("base64") : undefined,
    NextMarker: isTruncated && !query.has("list-type") ? last : undefined,
    Contents: objects.map((object) => ({ Key: encode(object.key), ...describe(object) })),
    CommonPrefixes: [...folders].map((Prefix) => ({ Prefix: encode(Prefix) })),
  });
}

/** Lists every version and delete marker under a prefix, newest first within a key, on one page. */
export function listVersions(bucket: Bucket, query: URLSearchParams): string {
  const prefix = query.get("prefix") ?? "";
  const versions = sortedKeys(bucket)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) =>
      bucket.objects
        .get(key)!
        .toReversed()
        .map((version, index) => ({ version, isLatest: index === 0 })),
    );
  const write = (isDeleteMarker: boolean): XmlNode[] =>
    versions
      .filter(({ version }) => version.isDeleteMarker === isDeleteMarker)
      .map(({ version, isLatest }) => ({
        Key: version.key,
        VersionId: version.versionId,
        IsLatest: isLatest,
        ...describe(version),
      }));
  return toXml("ListVersionsResult", {
    Name: bucket.name,
    Prefix: prefix,
    MaxKeys: versions.length,
    IsTruncated: false,
    Version: write(false),
    DeleteMarker: write(true),
  });
}

function describe(version: ObjectVersion): { [name: string]: XmlNode } {
  if (version.isDeleteMarker) return { LastModified: version.modifiedAt };
  return { LastModified: version.modifiedAt, ETag: version.etag, Size: version.body.length, StorageClass: "STANDARD" };
}

// S3 orders keys by their UTF-8 bytes.
function sortedKeys(bucket: Bucket): string[] {
  return [...bucket.objects.keys()].toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
