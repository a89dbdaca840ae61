import type { Account } from "../account.ts";
import type { Principal } from "../iam/principal.ts";
import { ServiceError } from "../service-error.ts";
import { toJsonError } from "./json-service.ts";
import { toQueryError } from "./query-service.ts";
import type { ServiceAnswer } from "./service-call.ts";

const xmlServices = new Set(["cloudfront", "route53"]);

/** Answers a call to an AWS service that nobody serves, in the protocol the caller speaks: a sentence saying how to bring a fake of it. */
export function refuseService(
  account: Account,
  { signingName, known }: { signingName: string; known: string[] },
  caller: Principal | undefined,
  { contentType = "", requestId }: { contentType: string | undefined; requestId: string },
): ServiceAnswer {
  const functionName = caller?.kind === "role" ? caller.arn.split("/").at(-1)! : undefined;
  const slug = account.functions.find(functionName ?? "")?.version.configuration.environment["ACTION_SLUG"] ?? "<slug>";
  const error = new ServiceError(
    "ServiceNotRunLocally",
    `Local AWS does not run the service ${signingName}; it runs ${known.join(", ")}. Bring a fake of it: awsServices: { ${signingName}: () => ({ operations: { … } }) } in ${account.actionsFolder}/${slug}/fake.ts.`,
  );
  if (contentType.startsWith("application/x-www-form-urlencoded") || xmlServices.has(signingName))
    return toQueryError(error, requestId, "http://webservices.amazon.com/AWSFault/2005-15-09");
  return toJsonError(error, { "Content-Type": contentType.includes("json") ? contentType : "application/json" });
}
