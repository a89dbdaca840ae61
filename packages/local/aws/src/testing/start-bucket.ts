import { startLocalAws } from "../index.ts";
import { sdkConfiguration } from "./sdk-configuration.ts";
import { writeCdkOut } from "./write-cdk-out.ts";

/** A bucket in the local AWS that `start` runs. */
export interface StartedBucket {
  readonly endpoint: string;
  readonly region: string;
  /** May do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  stop(): Promise<void>;
}

/** Starts a local AWS with one bucket of that name, for the tests of an adapter that the real SDK drives. */
export async function startBucket(name: string): Promise<StartedBucket> {
  const aws = await startLocalAws();
  const Bucket = { Type: "AWS::S3::Bucket", Properties: { BucketName: name } };
  await aws.deploy({ cdkOut: writeCdkOut("Bucket", { Resources: { Bucket } }) });
  const { endpoint, region, credentials } = sdkConfiguration(aws);
  return { endpoint, region, credentials, stop: () => aws.stop() };
}
