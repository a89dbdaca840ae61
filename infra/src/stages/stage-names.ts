import { InvalidStage } from "./invalid-stage.ts";

/** What names a stage in an AWS account: two products, or two stages of one, never share a name. */
export interface StageId {
  /** `name` of infra/stages.ts. */
  readonly product: string;
  /** The stage's key there. */
  readonly name: string;
}

/**
 * The name of the stage's stack and of its API, such as "cliq-actions-dev". A stage with a hyphen gets two before it:
 * else stage "b-c" of product "a" and stage "c" of product "a-b" would be one stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-parameters.html
 */
export function stackNameOf({ product, name }: StageId): string {
  return `${product}${name.includes("-") ? "--" : "-"}${name}`;
}

/** What the names of the stage's parameters begin with, such as "/cliq-actions/dev": no slash at the end. */
export function parameterPrefixOf({ product, name }: StageId): string {
  return `/${product}/${name}`;
}

/** Begins with a letter, single hyphens only; within what a stack, an API, a bucket and a parameter may be called. */
const namePattern = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const nameRule = "lower-case letters, digits and single hyphens: a letter first, at most 32 in all";

/** Throws {@link InvalidStage} unless both names can be part of every name that AWS is given. */
export function checkStageNames({ product, name }: StageId): void {
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
  if (/^(?:aws|ssm)/.test(product)) {
    throw new InvalidStage(
      `infra/stages.ts: name "${product}" begins with "${product.slice(0, 3)}", which AWS keeps for parameters of its own: choose another.`,
    );
  }
  for (const [what, text] of [
    ["name", product],
    ["the stage", name],
  ] as const) {
    if (!namePattern.test(text))
      throw new InvalidStage(`infra/stages.ts: ${what} ${JSON.stringify(text.slice(0, 60))} has to be ${nameRule}.`);
  }
}
