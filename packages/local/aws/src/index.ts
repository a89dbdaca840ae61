export { startLocalAws } from "./start-local-aws.ts";
export { StackFailed } from "./stack/stack-failed.ts";
export { InvalidFake } from "./fakes/invalid-fake.ts";
export { readFakes } from "./fakes/read-fakes.ts";
export type { LocalAws, LocalAwsOptions, DeployOptions } from "./local-aws.ts";
export type { LocalStack } from "./local-stack.ts";
export type { LocalEvent } from "./local-event.ts";
export type { LocalFailure } from "./lambda/local-failure.ts";
export type { ActionFakes } from "./fakes/read-fakes.ts";
