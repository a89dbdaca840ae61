import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  DeleteObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

let aws: LocalAws;
let s3: S3Client;
beforeAll(async () => {
  aws = await startLocalAws();
  s3 = new S3Client(sdkConfiguration(aws));
  const VersioningConfiguration = { Status: "Enabled" };
  const bucket = (BucketName: string, rest: object = {}): { Type: string; Properties: Record<string, unknown> } => ({
    Type: "AWS::S3::Bucket",
    Properties: { BucketName, ...rest },
  });
  const Resources = { Files: bucket("files"), Versions: bucket("versions", { VersioningConfiguration }) };
  await aws.deploy({ cdkOut: writeCdkOut("Clients", { Resources }) });
});
afterAll(() => aws.stop());

const put = (Bucket: string, Key: string, rest: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: "body", ...rest }));

/** What a reader gets that trusts the answer to say how its names are written, as the AWS CLI does. */
async function rawList(query: string): Promise<string> {
  const { accessKeyId } = aws.adminCredentials;
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const headers = { authorization, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  return (await fetch(`${aws.endpoint}/${query}`, { headers })).text();
}

it("a list whose names are encoded says so, and leaves slashes", async () => {
  await put("files", "a b/c&d.txt");
  const list = await rawList("files?list-type=2&encoding-type=url&delimiter=/");
  expect(list).toContain("<EncodingType>url</EncodingType>");
  expect(list).toContain("<CommonPrefixes><Prefix>a%20b/</Prefix></CommonPrefixes>");
  expect(await rawList("versions?versions&encoding-type=url")).toContain("<EncodingType>url</EncodingType>");
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "files", EncodingType: "url" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["a%20b/c%26d.txt"]);
});

it("a body without its hash is refused, but from a pre-signed URL", async () => {
  const scope = `${aws.adminCredentials.accessKeyId}/20260101/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const bare = await fetch(`${aws.endpoint}/files/bare`, { method: "PUT", headers: { authorization }, body: "x" });
  expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining("Missing required header")]);
  const dateOf = (ageMs: number): string => new Date(Date.now() - ageMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const usual = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": scope,
    "X-Amz-Date": dateOf(60_000),
    "X-Amz-Expires": "900",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Signature": "0",
  };
  const signed = async (query: Record<string, string>): Promise<[number, string]> => {
    const answer = await fetch(`${aws.endpoint}/files/signed?${String(new URLSearchParams(query))}`, {
      method: "PUT",
      body: "x",
    });
    return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1] ?? ""];
  };
  expect(await signed(usual)).toEqual([200, ""]);
  expect(await signed({ ...usual, "X-Amz-Date": dateOf(901_000) })).toEqual([403, "AccessDenied"]);
  for (const part of [
    { "X-Amz-Expires": "604801" },
    { "X-Amz-Expires": "soon" },
    { "X-Amz-Date": "today" },
    { "X-Amz-Signature": "" },
  ])
    expect(await signed({ ...usual, ...part })).toEqual([400, "AuthorizationQueryParametersError"]);
  // As botocore signs by itself for an endpoint that it does not know.
  expect(await signed({ AWSAccessKeyId: "A", Signature: "b", Expires: "9" })).toEqual([400, "InvalidRequest"]);
});

it("an error's root is in no namespace, where clients look for it by its name", async () => {
  expect(await rawList("files/nothing")).toMatch(/<Error><Code>NoSuchKey<\/Code>/);
});

it("versions come in pages, each once", async () => {
  for (const Key of ["a", "b", "a", "c", "a"]) await put("versions", Key);
  const seen: string[] = [];
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: "versions", MaxKeys: 2, ...marker }));
    seen.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key} ${VersionId}`));
    if (page.IsTruncated !== true) break;
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  expect(seen.map((one) => one[0])).toEqual(["a", "a", "a", "b", "c"]);
  expect(new Set(seen).size).toBe(5);
});

it("a large file is uploaded in parts, and refused when a part is missing, small or out of order", async () => {
  const name = { Bucket: "files", Key: "large" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...name, ContentType: "text/plain" }));
  const bodies = [Buffer.alloc(5 * 1024 * 1024, "a"), Buffer.from("end")];
  const Parts = await Promise.all(
    bodies.map(async (Body, index) => {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ ...name, UploadId, PartNumber, Body }));
      return { ETag, PartNumber };
    }),
  );
  const complete = (parts: typeof Parts) =>
    s3.send(new CompleteMultipartUploadCommand({ ...name, UploadId, MultipartUpload: { Parts: parts } }));
  await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: "InvalidPartOrder" });
  await expect(complete([{ ETag: '"0"', PartNumber: 1 }])).rejects.toMatchObject({ name: "InvalidPart" });
  const small = { PartNumber: 3, ETag: Parts[1]!.ETag };
  await s3.send(new UploadPartCommand({ ...name, UploadId, PartNumber: 3, Body: bodies[1] }));
  await expect(complete([...Parts, small])).rejects.toMatchObject({ name: "EntityTooSmall" });
  expect((await complete(Parts)).ETag).toMatch(/^"[\da-f]{32}-2"$/);
  const { Body, ContentType } = await s3.send(new GetObjectCommand(name));
  expect([await Body?.transformToString(), ContentType]).toEqual([Buffer.concat(bodies).toString(), "text/plain"]);
  await expect(s3.send(new AbortMultipartUploadCommand({ ...name, UploadId }))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
});

it("another operation on an object is refused, and never taken for a simpler one", async () => {
  const name = { Bucket: "files", Key: "kept" };
  await put(name.Bucket, name.Key);
  await expect(s3.send(new DeleteObjectTaggingCommand(name))).rejects.toThrow("tagging");
  await expect(s3.send(new PutObjectTaggingCommand({ ...name, Tagging: { TagSet: [] } }))).rejects.toThrow("tagging");
  for (const query of ["acl", "attributes", "torrent", "retention", "response-content-type=text/html"])
    expect(await rawList(`files/kept?${query}`)).toContain("<Code>NotImplemented</Code>");
  for (const [header, rest] of Object.entries({
    "x-amz-acl": { ACL: "public-read" },
    "x-amz-tagging": { Tagging: "a=b" },
    "x-amz-storage-class": { StorageClass: "GLACIER" },
    "x-amz-object-lock-mode": { ObjectLockMode: "GOVERNANCE" },
  }))
    await expect(put(name.Bucket, name.Key, rest)).rejects.toThrow(header);
  const { Body } = await s3.send(new GetObjectCommand(name));
  expect(await Body?.transformToString()).toBe("body");
});
