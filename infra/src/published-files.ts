import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AssetReference } from "@cliq-actions/core";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { Construct } from "constructs";

/** The files that the registrar reads, as assets of the deployment; all of them are in one bucket. */
export class PublishedFiles {
  readonly #scope: Construct;
  readonly #assets: Asset[] = [];

  constructor(scope: Construct) {
    this.#scope = scope;
  }

  /** Publishes a file; its key in the bucket, and the digest by which a change is told. */
  publish(id: string, path: string): AssetReference {
    const asset = new Asset(this.#scope, id, { path });
    this.#assets.push(asset);
    return { key: asset.s3ObjectKey, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
  }

  /** Name of the bucket; undefined when nothing was published. */
  get bucketName(): string | undefined {
    return this.#assets[0]?.s3BucketName;
  }

  /** ARNs of exactly the published objects. */
  get objectArns(): readonly string[] {
    return this.#assets.map(({ bucket, s3ObjectKey }) => bucket.arnForObjects(s3ObjectKey));
  }
}
