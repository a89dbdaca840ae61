import { currentObject, type Bucket, type ObjectVersion } from "./buckets.ts";
import { toXml, type XmlNode } from "../to-xml.ts";

interface Listed {
  prefix: string;
  "max-keys": number;
  "encoding-type"?: "url" | undefined;
}

const maxKeys = 1000;

/** Lists current objects in key order. */
export function listObjects(
  bucket: Bucket,
  {
    prefix,
    delimiter,
    "start-after": startAfter,
    "continuation-token": continuationToken,
    ...rest
  }: Listed & { delimiter: string; "start-after": string; "continuation-token"?: string | undefined },
): string {
  const after =
    continuationToken === undefined ? startAfter : Buffer.from(continuationToken, "base64").toString("utf8");
  const limit = Math.min(rest["max-keys"], maxKeys);
  const { encode, EncodingType } = encodingOf(rest["encoding-type"]);

  const objects: ObjectVersion[] = [];
  const folders = new Set<string>();
  let last = "";
  let isTruncated = false;
  for (const key of sortedKeys(bucket)) {
    const object = currentObject(bucket, key);
    if (!object || !key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (folders.has(entry) || compareKeys(entry, after) <= 0) continue;
    if (objects.length + folders.size >= limit) {
      isTruncated = limit > 0;
      break;
    }
    if (cut < 0) objects.push(object);
    else folders.add(entry);
    last = entry;
  }
  return toXml("ListBucketResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    EncodingType,
    MaxKeys: limit,
    KeyCount: objects.length + folders.size,
    StartAfter: startAfter ? encode(startAfter) : undefined,
    ContinuationToken: continuationToken,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? Buffer.from(last).toString("base64") : undefined,
    Contents: objects.map((object) => ({ Key: encode(object.key), ...describe(object) })),
    CommonPrefixes: [...folders].map((Prefix) => ({ Prefix: encode(Prefix) })),
  });
}

/** Lists versions and delete markers under a prefix, newest first within a key. */
export function listVersions(
  bucket: Bucket,
  {
    prefix,
    "key-marker": keyMarker,
    "version-id-marker": idMarker,
    ...rest
  }: Listed & { "key-marker"?: string | undefined; "version-id-marker"?: string | undefined },
): string {
  const { encode, EncodingType } = encodingOf(rest["encoding-type"]);
  const limit = Math.min(rest["max-keys"], maxKeys);
  const all = sortedKeys(bucket)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) =>
      bucket.objects
        .get(key)!
        .toReversed()
        .map((version, index) => ({ version, isLatest: index === 0 })),
    );
  // After the marked version, or, where only a key is marked, after all of that key.
  const marked = all.findLastIndex(
    ({ version: { key, versionId } }) => key === keyMarker && (idMarker === undefined || versionId === idMarker),
  );
  const later = all
    .slice(marked + 1)
    .filter(({ version }) => marked >= 0 || compareKeys(version.key, keyMarker ?? "") > 0);
  const shown = later.slice(0, limit);
  const next = limit > 0 && later.length > limit ? shown.at(-1)?.version : undefined;
  const write = (isDeleteMarker: boolean): XmlNode[] =>
    shown
      .filter(({ version }) => version.isDeleteMarker === isDeleteMarker)
      .map(({ version, isLatest }) => ({
        Key: encode(version.key),
        VersionId: version.versionId,
        IsLatest: isLatest,
        ...describe(version),
      }));
  return toXml("ListVersionsResult", {
    Name: bucket.name,
    Prefix: encode(prefix),
    EncodingType,
    MaxKeys: limit,
    KeyMarker: encode(keyMarker ?? ""),
    VersionIdMarker: idMarker ?? "",
    IsTruncated: next !== undefined,
    NextKeyMarker: next && encode(next.key),
    NextVersionIdMarker: next?.versionId,
    Version: write(false),
    DeleteMarker: write(true),
  });
}

// A reader decodes names only where the answer says that they are encoded; slashes stay as they are.
function encodingOf(type: "url" | undefined): { encode: (text: string) => string; EncodingType: "url" | undefined } {
  if (type === undefined) return { encode: (text) => text, EncodingType: undefined };
  return { encode: (text) => encodeURIComponent(text).replaceAll("%2F", "/"), EncodingType: "url" };
}

function describe(version: ObjectVersion): { [name: string]: XmlNode } {
  if (version.isDeleteMarker) return { LastModified: version.modifiedAt };
  return { LastModified: version.modifiedAt, ETag: version.etag, Size: version.body.length, StorageClass: "STANDARD" };
}

// S3 orders keys by their UTF-8 bytes, in which what needs two units of UTF-16 comes last.
const compareKeys = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
const sortedKeys = (bucket: Bucket): string[] => [...bucket.objects.keys()].toSorted(compareKeys);
