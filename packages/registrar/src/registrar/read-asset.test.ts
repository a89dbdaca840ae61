import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readAssetFrom } from "./read-asset.ts";

const script = "return Map();";
const sha256 = createHash("sha256").update(script).digest("hex");
let bucket: Server;
let client: S3Client;
beforeAll(async () => {
  bucket = createServer((request, response) =>
    response.end(request.url?.startsWith("/assets/script.ds") ? script : "return other();"),
  );
  await new Promise<void>((resolve) => void bucket.listen(0, "127.0.0.1", resolve));
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
});
afterAll(() => {
  client.destroy();
  bucket.closeAllConnections();
  bucket.close();
});

it("reads the file that was deployed beside the manifest", async () => {
  expect((await readAssetFrom(client)({ key: "script.ds", sha256 }, "assets")).toString()).toBe(script);
});

it("refuses a file that is not the one that was synthesised", async () => {
  await expect(readAssetFrom(client)({ key: "other.ds", sha256 }, "assets")).rejects.toThrow(
    "The asset other.ds is not the file that was synthesised",
  );
});

it("says what is missing where there is no bucket", async () => {
  await expect(readAssetFrom(client)({ key: "script.ds", sha256 }, undefined)).rejects.toThrow("AssetBucket");
});
