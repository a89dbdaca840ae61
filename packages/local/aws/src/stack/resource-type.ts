import type { Account } from "../account.ts";
import type { FileAsset } from "../template/file-asset.ts";

/** A resource as a stack wants it: its properties with every intrinsic function resolved. */
export interface DesiredResource {
  stackName: string;
  stackId: string;
  logicalId: string;
  type: string;
  properties: Record<string, unknown>;
  /** The construct path in the CDK app (`aws:cdk:path`), or the logical id. */
  path: string;
  /** What CloudFormation does with it when it leaves the stack: `Retain` keeps it. */
  deletionPolicy: string | undefined;
  updateReplacePolicy: string | undefined;
}

/** A resource that exists. */
export interface ExistingResource extends DesiredResource {
  /** What `Ref` gives. */
  physicalId: string;
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, unknown>;
}

/** What creating or updating a resource tells the stack. */
export interface ResourceState {
  physicalId: string;
  attributes?: Record<string, unknown>;
}

/** What a resource type may use of the deployment it takes part in. */
export interface Deployment {
  account: Account;
  assets: Map<string, FileAsset>;
  /** Port for the first HTTP API; 0 for any. */
  port: number;
  /** Aborted when another resource failed: whoever waits for an answer stops waiting. */
  signal: AbortSignal;
}

/** Gives the implementation of a CloudFormation type, or undefined when local AWS has none. */
export type FindResourceType = (type: string) => ResourceType | undefined;

/** How one CloudFormation resource type comes to life here; adding a type is one file with one of these. */
export interface ResourceType {
  /** The properties it acts on; "any" takes all. */
  properties: readonly string[] | "any";
  /** The properties that change nothing on a laptop. A template with any other is refused. */
  ignored?: readonly string[];
  /** What `Fn::GetAtt` may ask of it; "any" is known only once it exists. */
  attributes?: readonly string[] | "any";
  create(resource: DesiredResource, deployment: Deployment): Promise<ResourceState> | ResourceState;
  /** Changes it in place, or by returning another physical id, replaces it. Without this a change always replaces it. */
  update?(
    resource: DesiredResource,
    deployment: Deployment,
    previous: ExistingResource,
  ): Promise<ResourceState> | ResourceState;
  delete(resource: ExistingResource, deployment: Deployment): Promise<void> | void;
  /** Whether a rolled-back update is sent to it as an update to the old properties even when it had replaced itself. */
  rollsBackByUpdate?: true;
}
