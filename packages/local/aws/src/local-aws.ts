import type { ActionFakes } from "./fakes/read-fakes.ts";
import type { RequestWatcher } from "./http-api/request-watch.ts";
import type { LocalEvent } from "./local-event.ts";
import type { LocalStack } from "./local-stack.ts";
import type { Stores } from "./stores/kept-stores.ts";

/** How to start a local AWS. */
export interface LocalAwsOptions {
  /** Default `us-east-1`. */
  region?: string;
  /** Called for every invocation, log line, stack event and refused call. */
  onEvent?: (event: LocalEvent) => void;
  /** Lets functions reach the network; otherwise every connection but one to the loopback is refused. */
  allowEgress?: boolean;
  /** Where the folders of the actions are, as sentences for their authors name it; default `packages/actions/src`. */
  actionsFolder?: string;
  /** Starts functions so that a debugger can stop in them; no limit of time or memory holds then. */
  inspect?: boolean;
  /** Where the sources that bundles were made from are named from; default the working directory. */
  sourceRoot?: string;
}

/** What stands around stacks on a laptop. */
export interface OutsideOptions {
  /** Added to every function's environment, over the template's own. */
  environment?: Record<string, string>;
  /** Who stands in for the outside world of the stack's actions, as `readFakes` reads it from their folders. */
  fakes?: readonly ActionFakes[];
}

/** What to deploy, and how it differs from the cloud. */
export interface DeployOptions extends OutsideOptions {
  /** The folder `cdk synth` wrote. */
  cdkOut: string;
  /** Which of its stacks; needed when there are several. */
  stackName?: string;
  /** Port of the stack's HTTP API; 0, the default, for any. */
  port?: number;
}

/** The services a function or tool can call with the real SDK. */
type ServiceName = "ssm" | "dynamodb" | "s3" | "lambda";

/** A running local AWS account. */
export interface LocalAws {
  /** One origin for all services: the value for `AWS_ENDPOINT_URL`. */
  endpoint: string;
  endpoints: Record<ServiceName, string>;
  /** Credentials that may do everything, for tools beside the stack. */
  adminCredentials: { accessKeyId: string; secretAccessKey: string };
  /** What stands in tables, buckets and parameters: to be kept, and put into another account. */
  stores: Stores;
  /** What stacks that others deploy, such as the CDK's command line, find around them. */
  prepare(options: OutsideOptions): Promise<void>;
  /** Does what `cdk bootstrap` does, as the first `deploy` would. */
  bootstrap(): Promise<void>;
  /** Creates the stack, or updates it when that name is deployed. On failure it is rolled back and `StackFailed` is thrown. */
  deploy(options: DeployOptions): Promise<LocalStack>;
  /** A deployed stack as it is now, whoever deployed it; nothing when there is none of that name. */
  find(stackName: string): LocalStack | undefined;
  /** Tells from now on of every request that an HTTP API hands to a function, payload and all: for the page of its author. */
  onRequest(watcher: RequestWatcher): void;
  /** Deletes a stack and all its resources. */
  destroy(stackName: string): Promise<void>;
  /** Ends every process and closes every socket; nothing is kept. */
  stop(): Promise<void>;
}
