import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import type { ServiceCall } from "../service-call.ts";

type Mapping = NonNullable<ReturnType<Account["mappings"]["get"]>>;

/** GetEventSourceMapping. https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export function getMapping(account: Account, call: ServiceCall, UUID: string): object {
  return describe(account, UUID, find(account, call, "GetEventSourceMapping", UUID));
}

/** UpdateEventSourceMapping, which enables or disables one. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export function updateMapping(
  account: Account,
  call: ServiceCall,
  { UUID, Enabled }: { UUID: string; Enabled?: boolean | undefined },
): object {
  const mapping = find(account, call, "UpdateEventSourceMapping", UUID);
  if (Enabled === undefined || Enabled === mapping.isEnabled()) return describe(account, UUID, mapping);
  mapping.enable(Enabled);
  return { ...describe(account, UUID, mapping), State: Enabled ? "Enabling" : "Disabling" };
}

function find(account: Account, call: ServiceCall, action: string, uuid: string): Mapping {
  call.authorize(`lambda:${action}`, arnOf(account, uuid));
  const mapping = account.mappings.get(uuid);
  if (mapping) return mapping;
  throw new ServiceError("ResourceNotFoundException", "The resource you requested does not exist.", 404);
}

const arnOf = ({ region, accountId }: Account, uuid: string): string =>
  `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;

function describe(account: Account, UUID: string, mapping: Mapping): object {
  const { source } = mapping;
  const { functionName: name, batchSize, windowMs, reportsFailures } = source;
  return {
    UUID,
    EventSourceMappingArn: arnOf(account, UUID),
    EventSourceArn: source.queueArn,
    FunctionArn: name.startsWith("arn:")
      ? name
      : `arn:aws:lambda:${account.region}:${account.accountId}:function:${name}`,
    BatchSize: batchSize,
    MaximumBatchingWindowInSeconds: windowMs / 1_000,
    FunctionResponseTypes: reportsFailures ? ["ReportBatchItemFailures"] : [],
    State: mapping.isEnabled() ? "Enabled" : "Disabled",
    StateTransitionReason: "USER_INITIATED",
    LastModified: mapping.changedAt() / 1_000,
  };
}
