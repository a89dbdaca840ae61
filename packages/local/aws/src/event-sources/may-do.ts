import type { Principal } from "../iam/principal.ts";
import { authorize } from "../services/authorize.ts";
import type { Queue } from "../services/sqs/queue.ts";
import type { EventSourceAccount } from "./event-source-account.ts";

/** Whether the role of a function may do something with a queue, which Lambda does in that role; tells of a refusal when `isTold`. */
export function mayDo(
  account: EventSourceAccount,
  functionName: string,
  action: string,
  queue: Queue,
  isTold: boolean,
): boolean {
  const configuration = account.functions.find(functionName)?.version.configuration;
  const roleName = configuration && account.iam.findRole(configuration.roleArn);
  if (configuration === undefined || roleName === undefined) return false;
  const principal: Principal = {
    kind: "role",
    roleName,
    roleArn: configuration.roleArn,
    arn: `arn:aws:sts::${account.accountId}:assumed-role/${roleName}/${configuration.functionName}`,
  };
  const verdict = authorize(account, principal, action, queue.arn, { resourcePolicy: queue.policy });
  if (verdict !== "allowed" && isTold)
    account.emit({ type: "denied", principal: principal.arn, action, resource: queue.arn });
  return verdict === "allowed";
}
