import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { type S3Bucket, s3Bucket } from "@cliq-actions/aws/s3-bucket";
import { invocationOf } from "@cliq-actions/core/testing";
import { type StartedBucket, startBucket } from "@cliq-actions/local-aws/testing/start-bucket";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toArchive } from "./archive.ts";
import { s3Archive } from "./s3-archive.ts";

const several = invocationOf("several-messages");
let bucket: StartedBucket;
let client: S3Client;
beforeAll(async () => {
  bucket = await startBucket("archive");
  const { endpoint, region, credentials } = bucket;
  client = new S3Client({ endpoint, region, credentials });
});
afterAll(async () => {
  client.destroy();
  await bucket.stop();
});

/** A bucket as the function reaches it; the deployed limits would cut off a store on a busy machine. */
function bucketAt(endpoint: string, name = "archive"): S3Bucket {
  const { region, credentials } = bucket;
  const variables = {
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return s3Bucket(name, { variables, attemptTimeoutMs: 60_000, timeoutMs: 60_000 });
}

async function read(key: string): Promise<{ body: string; type: string | undefined }> {
  const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: "archive", Key: key }));
  return { body: (await Body?.transformToString()) ?? "", type: ContentType };
}

describe("s3Archive", () => {
  test("writes a transcript and a document under a key of day and delivery", async () => {
    const archive = toArchive(several);
    const keys = await s3Archive(bucketAt(bucket.endpoint)).save(archive);
    expect(keys.transcriptKey).toMatch(/^archives\/2024\/02\/07\/[0-9a-f]{32}\/transcript\.md$/);
    expect(keys.documentKey).toBe(keys.transcriptKey.replace("transcript.md", "archive.json"));
    const document = await read(keys.documentKey);
    expect(document.type).toBe("application/json");
    expect(JSON.parse(document.body)).toEqual(archive);
    const transcript = await read(keys.transcriptKey);
    expect(transcript.type).toBe("text/markdown; charset=utf-8");
    expect(transcript.body).toMatch(/^# 3 messages\n/u);
  });

  test("a file is kept beside them under its number, as bytes that no browser runs", async () => {
    const archive = toArchive({ ...several, keys: { ...several.keys, delivery: "with a file" } });
    const store = s3Archive(bucketAt(bucket.endpoint));
    const key = await store.saveFile(archive, 2, Buffer.from([0, 255, 60]));
    expect(key).toMatch(/^archives\/2024\/02\/07\/[0-9a-f]{32}\/files\/3$/);
    const { Body, ContentType, ContentDisposition } = await client.send(
      new GetObjectCommand({ Bucket: "archive", Key: key }),
    );
    expect([ContentType, ContentDisposition]).toEqual(["application/octet-stream", "attachment"]);
    expect([...((await Body?.transformToByteArray()) ?? [])]).toEqual([0, 255, 60]);
  });

  test("25 deliveries of one click leave two objects, with the bytes of the first", async () => {
    const archive = toArchive({ ...several, keys: { ...several.keys, delivery: "crowd" } });
    const store = s3Archive(bucketAt(bucket.endpoint));
    const first = await store.save(archive);
    const before = await read(first.documentKey);
    const all = await Promise.all(Array.from({ length: 25 }, () => store.save(archive)));
    expect(new Set(all.map((keys) => JSON.stringify(keys)))).toHaveLength(1);
    expect(await read(first.documentKey)).toEqual(before);
    const folder = first.documentKey.replace("archive.json", "");
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: "archive", Prefix: folder }));
    expect(Contents.map(({ Key }) => Key)).toEqual([first.documentKey, first.transcriptKey]);
  });

  test("a missing bucket fails as the archive, with S3's own word", async () => {
    await expect(s3Archive(bucketAt(bucket.endpoint, "elsewhere")).save(toArchive(several))).rejects.toMatchObject({
      system: "archive",
      status: "NoSuchBucket",
    });
  });

  test("a store that is not there fails within ten seconds", async () => {
    const started = performance.now();
    await expect(s3Archive(bucketAt("http://127.0.0.1:1")).save(toArchive(several))).rejects.toMatchObject({
      code: "upstream_failed",
    });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
