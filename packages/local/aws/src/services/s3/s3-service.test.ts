import { Readable } from "node:stream";

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalStack } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

describe("S3", () => {
  let aws: LocalAws;
  let s3: S3Client;
  let stack: LocalStack;
  let plain: string;
  let versioned: string;
  beforeAll(async () => {
    aws = await startLocalAws();
    s3 = new S3Client(sdkConfiguration(aws));
    const Properties = { PublicAccessBlockConfiguration: { BlockPublicAcls: true } };
    stack = await aws.deploy({
      cdkOut: writeCdkOut("Buckets", {
        Resources: {
          Plain: { Type: "AWS::S3::Bucket", Properties },
          Versioned: {
            Type: "AWS::S3::Bucket",
            Properties: { ...Properties, VersioningConfiguration: { Status: "Enabled" } },
          },
        },
      }),
    });
    [plain, versioned] = stack.resources.map(({ physicalId }) => physicalId) as [string, string];
  });
  afterAll(() => aws.stop());

  const put = (Key: string, Body: string | Buffer = "body", Bucket = plain) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));

  it("stores bytes and metadata under any key and gives them back", async () => {
    const Key = "2026/11 22/å+&<>\"'(1).md";
    const Body = Buffer.from([0, 255, 13, 10, 128]);
    await s3.send(
      new PutObjectCommand({
        Bucket: plain,
        Key,
        Body,
        ContentType: "text/markdown",
        CacheControl: "no-store",
        Metadata: { count: "3" },
      }),
    );
    const answer = await s3.send(new GetObjectCommand({ Bucket: plain, Key }));
    expect(Buffer.from(await answer.Body!.transformToByteArray())).toEqual(Body);
    expect(answer).toMatchObject({
      ContentType: "text/markdown",
      CacheControl: "no-store",
      Metadata: { count: "3" },
      ContentLength: 5,
      ETag: expect.stringMatching(/^"[\da-f]{32}"$/) as string,
    });
    expect(await s3.send(new HeadObjectCommand({ Bucket: plain, Key }))).toMatchObject({
      ContentLength: 5,
      Metadata: { count: "3" },
    });
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: plain, Prefix: "2026/" }));
    expect(Contents).toMatchObject([{ Key, Size: 5 }]);
  });

  it("stores a stream, unframed", async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket: plain,
        Key: "streamed",
        Body: Readable.from([Buffer.from("one "), Buffer.from("two")]),
        ContentLength: 7,
      }),
    );
    const answer = await s3.send(new GetObjectCommand({ Bucket: plain, Key: "streamed" }));
    expect(await answer.Body!.transformToString()).toBe("one two");
    expect(answer.ContentEncoding).toBeUndefined();
  });

  it("pages follow one another by bytes, so that no key of two UTF-16 units is left out", async () => {
    const keys = ["bytes/a", "bytes/ä", "bytes/\uFF5E", "bytes/🦊"];
    for (const key of keys) await put(key);
    const listed: unknown[] = [];
    let StartAfter = "";
    for (let pages = 0; pages <= keys.length; pages++) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: plain, Prefix: "bytes/", MaxKeys: 1, StartAfter }));
      const [first] = page.Contents ?? [];
      if (first?.Key !== undefined) listed.push((StartAfter = first.Key));
    }
    expect(listed).toEqual(keys);
    const after = { Bucket: plain, Prefix: "bytes/", KeyMarker: "bytes/\uFF5F" };
    const { Versions } = await s3.send(new ListObjectVersionsCommand(after));
    expect(Versions?.map(({ Key }) => Key)).toEqual(["bytes/🦊"]);
  });

  it("gives a part of an object", async () => {
    await put("ranged", "0123456789");
    const read = async (Range: string) =>
      (await s3.send(new GetObjectCommand({ Bucket: plain, Key: "ranged", Range }))).Body!.transformToString();
    expect(await Promise.all(["bytes=2-4", "bytes=8-", "bytes=-3"].map(read))).toEqual(["234", "89", "789"]);
    await expect(read("bytes=20-30")).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("creates an object only if there is none, when told so", async () => {
    const create = () => s3.send(new PutObjectCommand({ Bucket: plain, Key: "once", Body: "x", IfNoneMatch: "*" }));
    await create();
    await expect(create()).rejects.toMatchObject({ name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } });
  });

  it("refuses bytes that do not match their checksum", async () => {
    await expect(
      s3.send(new PutObjectCommand({ Bucket: plain, Key: "bad", Body: "x", ChecksumCRC32: "AAAAAA==" })),
    ).rejects.toMatchObject({ name: "BadDigest" });
  });

  it("tells a missing key from a missing bucket", async () => {
    await expect(s3.send(new GetObjectCommand({ Bucket: plain, Key: "none" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket: plain, Key: "none" }))).rejects.toMatchObject({
      name: "NotFound",
    });
    await expect(s3.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key: "none" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
    await expect(s3.send(new HeadBucketCommand({ Bucket: "no-such-bucket" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  it("lists page by page and folder by folder", async () => {
    for (const Key of ["l/a", "l/b/1", "l/b/2", "l/c", "l/d"]) await put(Key);
    const folders = await s3.send(new ListObjectsV2Command({ Bucket: plain, Prefix: "l/", Delimiter: "/" }));
    expect([folders.Contents?.map(({ Key }) => Key), folders.CommonPrefixes?.map(({ Prefix }) => Prefix)]).toEqual([
      ["l/a", "l/c", "l/d"],
      ["l/b/"],
    ]);
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: plain,
          Prefix: "l/",
          MaxKeys: 2,
          ...(ContinuationToken && { ContinuationToken }),
        }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(keys).toEqual(["l/a", "l/b/1", "l/b/2", "l/c", "l/d"]);
  });

  it("copies and deletes, one or several", async () => {
    await put("from me", "copied");
    await s3.send(
      new CopyObjectCommand({ Bucket: plain, Key: "to", CopySource: `${plain}/${encodeURIComponent("from me")}` }),
    );
    expect(await (await s3.send(new GetObjectCommand({ Bucket: plain, Key: "to" }))).Body!.transformToString()).toBe(
      "copied",
    );
    await s3.send(new DeleteObjectCommand({ Bucket: plain, Key: "to" }));
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket: plain, Delete: { Objects: [{ Key: "from me" }, { Key: "a&b" }] } }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["from me", "a&b"]);
    await expect(s3.send(new HeadObjectCommand({ Bucket: plain, Key: "from me" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  it("keeps every version in a versioned bucket, a deletion included", async () => {
    const first = await put("v", "first", versioned);
    await put("v", "second", versioned);
    await s3.send(new DeleteObjectCommand({ Bucket: versioned, Key: "v" }));
    await expect(s3.send(new GetObjectCommand({ Bucket: versioned, Key: "v" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    const old = await s3.send(new GetObjectCommand({ Bucket: versioned, Key: "v", VersionId: first.VersionId! }));
    expect(await old.Body!.transformToString()).toBe("first");
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket: versioned }));
    const marker = DeleteMarkers?.[0]?.VersionId ?? "";
    await expect(
      s3.send(new GetObjectCommand({ Bucket: versioned, Key: "v", VersionId: marker })),
    ).rejects.toMatchObject({ name: "MethodNotAllowed", $metadata: { httpStatusCode: 405 } });
    expect([Versions?.length, DeleteMarkers?.length, DeleteMarkers?.[0]?.IsLatest]).toEqual([2, 1, true]);
  });

  it("does not let a stack delete a bucket that is not empty", async () => {
    await expect(aws.destroy("Buckets")).rejects.toMatchObject({
      name: "StackFailed",
      status: "DELETE_FAILED",
      reason: expect.stringContaining("not empty") as string,
    });
  });
});
