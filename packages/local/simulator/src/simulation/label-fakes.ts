import type { LocalStack } from "@cliq-actions/local-aws";

/**
 * What stands in for systems outside this machine, one line each: the fakes of connections (`call-api: orders`),
 * then what the AWS services that actions bring say of themselves.
 */
export function labelFakes({ fakes, serviceLabels }: Pick<LocalStack, "fakes" | "serviceLabels">): string[] {
  return [...Object.keys(fakes).map((name) => name.replace("/", ": ")), ...Object.values(serviceLabels)];
}
