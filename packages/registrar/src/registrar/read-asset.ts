import { createHash } from "node:crypto";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { AssetReference } from "@cliq-actions/core";
import { Misconfigured } from "../environment.ts";

/** Reads a file that was deployed beside the manifest. Throws {@link Misconfigured} when it is not the one referred to. */
export type ReadAsset = (asset: AssetReference, bucket: string | undefined) => Promise<Buffer>;

/** {@link ReadAsset} from the deployment's asset bucket. */
export function readAssetFrom(client: S3Client): ReadAsset {
  return async ({ key, sha256 }, bucket) => {
    if (bucket === undefined)
      throw new Misconfigured(
        "Custom::CliqMessageActions: property AssetBucket is missing. Synthesise and deploy again.",
      );
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
    if (createHash("sha256").update(content).digest("hex") === sha256) return content;
    throw new Misconfigured(`The asset ${key} is not the file that was synthesised. Synthesise and deploy again.`);
  };
}
