import { type DeployedStack, findResource } from "./deployed-stack.ts";

/** The names by which a deployed stage's parts are found, as AWS gave them; undefined where a part is missing. */
export interface StageNames {
  /** Of the table that holds the ledger and the budget. */
  readonly table: string | undefined;
  readonly keeperFunction: string | undefined;
  readonly driftFunction: string | undefined;
  /** Logical id of `Custom::CliqMessageActions`, part of the ledger's key. */
  readonly registrations: string | undefined;
  /** Where Cliq posts to, such as https://abc.execute-api.eu-west-1.amazonaws.com. */
  readonly apiOrigin: string | undefined;
}

/** Reads the names from the stack's resources; the prefixes are the construct ids of infra/src/cliq-actions-stack.ts. */
export function namesOf(stack: DeployedStack): StageNames {
  return {
    table: findResource(stack, "AWS::DynamoDB::Table", "Ledger")?.physicalId,
    keeperFunction: findResource(stack, "AWS::Lambda::Function", "TokenKeeper")?.physicalId,
    driftFunction: findResource(stack, "AWS::Lambda::Function", "Drift")?.physicalId,
    registrations: findResource(stack, "Custom::CliqMessageActions")?.logicalId,
    apiOrigin: stack.outputs.ApiOrigin,
  };
}
