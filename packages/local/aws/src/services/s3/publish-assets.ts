import { readFileSync } from "node:fs";

import type { Account } from "../../account.ts";
import type { FileAsset } from "../../template/file-asset.ts";
import { writeObject } from "./write-object.ts";

/** Puts a stack's single-file assets where the CDK would have published them, so that functions can read them; folders are a function's code. */
export function publishAssets(account: Account, assets: Map<string, FileAsset>): void {
  const bucket = account.buckets.get(`cdk-hnb659fds-assets-${account.accountId}-${account.region}`)!;
  for (const [key, { path, packaging }] of assets) {
    if (packaging === "file" && !path.endsWith(".template.json") && !bucket.objects.has(key))
      writeObject(bucket, key, readFileSync(path), { "content-type": "binary/octet-stream" });
  }
}
