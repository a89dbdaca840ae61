import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { DeployedStack } from "../stage/deployed-stack.ts";

/** An action as it is deployed, as far as it can be paused. */
export interface Target {
  readonly slug: string;
  /** ARN of the alias that API Gateway invokes. */
  readonly alias: string;
  /** What people who click it are told; undefined while it is not paused. */
  readonly paused: string | undefined;
  /** What hands its background work to its worker; empty for an action without. */
  readonly mappings: readonly { readonly id: string; readonly isEnabled: boolean }[];
}

/** The actions of a stack that have a function of their own, sorted by slug, with what their published versions say. */
export async function findTargets(client: LambdaClient, { resources }: DeployedStack): Promise<readonly Target[]> {
  const idsOf = (wanted: string): string[] =>
    resources.flatMap(({ type, physicalId }) => (type === wanted ? [physicalId] : []));
  const [live, mappings] = await Promise.all([
    Promise.all(
      idsOf("AWS::Lambda::Alias").map(async (alias) => {
        const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: alias }));
        return { alias, variables: Environment?.Variables ?? {} };
      }),
    ),
    Promise.all(
      idsOf("AWS::Lambda::EventSourceMapping").map(async (UUID) => {
        const { FunctionArn, State } = await client.send(new GetEventSourceMappingCommand({ UUID }));
        return { id: UUID, alias: FunctionArn, isEnabled: State === "Enabled" || State === "Enabling" };
      }),
    ),
  ]);
  return live
    .flatMap(({ alias, variables: { ACTION_SLUG: slug, CREDENTIAL_DIGESTS: digests, PAUSED: paused } }) =>
      // A worker has no credential: nobody clicks it.
      slug === undefined || digests === undefined ? [] : [{ slug, alias, paused: paused || undefined }],
    )
    .map((target) => {
      const workers = live.filter(({ variables }) => variables.ACTION_SLUG === target.slug).map(({ alias }) => alias);
      return { ...target, mappings: mappings.filter(({ alias = "" }) => workers.includes(alias)) };
    })
    .toSorted((one, other) => (one.slug < other.slug ? -1 : 1));
}

/** The one that is named, or all of them. Throws {@link CannotOperate} naming those that there are. */
export function chooseTargets(targets: readonly Target[], slug: string | undefined, stage: string): readonly Target[] {
  const chosen = slug === undefined ? targets : targets.filter((one) => one.slug === slug);
  if (chosen.length > 0) return chosen;
  const there = targets.map((one) => one.slug).join(", ");
  throw new CannotOperate(
    there === ""
      ? `Stage ${stage} has no action with a function of its own.`
      : `Stage ${stage} has no action "${slug}" with a function of its own; there are ${there}.`,
  );
}
