import { readFileSync } from "node:fs";

import type { Account } from "../../account.ts";
import { createBucket } from "./buckets.ts";
import { writeObject } from "./write-object.ts";
import type { FileAsset } from "../../template/file-asset.ts";

/** Puts a stack's single-file assets where the CDK would have published them, so that functions can read them; folders are run in place. */
export function publishAssets(account: Account, assets: Map<string, FileAsset>): void {
  const name = `cdk-hnb659fds-assets-${account.accountId}-${account.region}`;
  const bucket = account.buckets.get(name) ?? createBucket(name);
  account.buckets.set(name, bucket);
  for (const [key, { path, packaging }] of assets) {
    if (packaging === "file" && !path.endsWith(".template.json") && !bucket.objects.has(key))
      writeObject(bucket, key, readFileSync(path), { "content-type": "binary/octet-stream" });
  }
}
