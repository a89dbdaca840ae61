import file from "@cliq-actions/infra/stages";
import { parameterPrefixOf, stackNameOf } from "@cliq-actions/infra/stages/stage-names";

/** Of the stage that tests deploy; forks have a product of another name. */
export const stackName = stackNameOf({ product: file.name, name: "local" });

/** Where a stage's parameters are: no slash at the end. */
export function prefixOf(stage: "local" | "dev"): string {
  return parameterPrefixOf({ product: file.name, name: stage });
}
