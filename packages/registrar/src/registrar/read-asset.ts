import { deployStage } from "@cliq-actions/cliq/remedies";
import { digestOf } from "../digest.ts";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { AssetReference } from "@cliq-actions/core";
import { Misconfigured } from "../environment.ts";

const mostAttempts = 5;

/** Reads a file that was deployed beside the manifest. Throws {@link Misconfigured} when it is not the one referred to. */
export type ReadAsset = (asset: AssetReference, bucket: string | undefined) => Promise<Buffer>;

/** {@link ReadAsset} from the deployment's asset bucket. */
export function readAssetFrom(client: S3Client): ReadAsset {
  return async ({ key, sha256 }, bucket) => {
    if (bucket === undefined)
      throw new Misconfigured(
        `Custom::CliqMessageActions: property AssetBucket is missing. Synthesise and deploy anew: ${deployStage}`,
      );
    const content = await readObject(client, bucket, key);
    if (digestOf(content) === sha256) return content;
    throw new Misconfigured(
      `The asset ${key} is not the file that was synthesised. Synthesise and deploy anew: ${deployStage}`,
    );
  };
}

/** The client has done its part once the answer begins; an answer that breaks off is asked for anew. */
async function readObject(client: S3Client, bucket: string, key: string, attempt = 1): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  try {
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if (attempt === mostAttempts) throw error;
    return readObject(client, bucket, key, attempt + 1);
  }
}
