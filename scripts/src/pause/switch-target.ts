import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
  waitUntilPublishedVersionActive,
} from "@aws-sdk/client-lambda";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { Target } from "./find-targets.ts";

/** What became of an action. */
export interface Switched {
  readonly slug: string;
  /** What people are told from now on; null when they are served. */
  readonly paused: string | null;
  /** False when it was so before. */
  readonly isChanged: boolean;
  /** Whether it has background work, which waits in its queue meanwhile. */
  readonly hasBackground: boolean;
}

const longestWaitSeconds = 50;
const waiter = { maxWaitTime: longestWaitSeconds, minDelay: 0.3, maxDelay: 2 };

/**
 * Pauses an action, with the sentence that people are told, or ends its pause: publishes its function once more and points
 * its alias there, and lets its background work wait or go on. What was half done before is brought to its end.
 * Throws {@link CannotOperate} where a deployment has not finished what it began, or another hand was quicker.
 */
export async function switchTarget(
  client: LambdaClient,
  { slug, alias, mappings }: Target,
  sentence: string | undefined,
  { stage, now }: { readonly stage: string; readonly now: Date },
): Promise<Switched> {
  const isOpen = sentence === undefined;
  const isMoved = await publish(client, alias, sentence, now).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "";
    if (error instanceof HalfDeployed)
      throw new CannotOperate(`${slug}: its function is not what it serves. pnpm cdk deploy -c stage=${stage} first.`);
    if (/^(?:PreconditionFailed|ResourceConflict)Exception$/.test(name))
      throw new CannotOperate(`${slug}: something else is changing its function at this moment. Try again.`);
    throw error;
  });
  const turned = mappings.filter(({ isEnabled }) => isEnabled !== isOpen);
  for (const { id } of turned) await client.send(new UpdateEventSourceMappingCommand({ UUID: id, Enabled: isOpen }));
  return {
    slug,
    paused: sentence ?? null,
    isChanged: isMoved || turned.length > 0,
    hasBackground: mappings.length > 0,
  };
}

class HalfDeployed extends Error {}

/** Publishes the function with or without its pause; false when both what serves and what comes next are so already. */
async function publish(client: LambdaClient, alias: string, sentence: string | undefined, now: Date): Promise<boolean> {
  const { functionName: FunctionName, aliasName: Name } = namesOf(alias);
  const [live, latest, { RevisionId: aliasRevision }] = await Promise.all([
    client.send(new GetFunctionConfigurationCommand({ FunctionName: alias })),
    client.send(new GetFunctionConfigurationCommand({ FunctionName })),
    client.send(new GetAliasCommand({ FunctionName, Name })),
  ]);
  const [serving, next] = [live.Environment?.Variables ?? {}, latest.Environment?.Variables ?? {}];
  if ([serving, next].every(({ PAUSED: paused }) => (paused || undefined) === sentence)) return false;
  // A pause publishes what comes next: that has to be what serves, but for a pause.
  const isWhole = latest.CodeSha256 === live.CodeSha256 && sameBut(serving, next);
  if (!isWhole) throw new HalfDeployed();
  const { PAUSED: _, ...rest } = next;
  // Without the time a deployment could meet a version that is the same already, and fail for it.
  const Variables = {
    ...rest,
    PAUSE_CHANGED_AT: now.toISOString(),
    ...(sentence === undefined ? {} : { PAUSED: sentence }),
  };
  await client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables }, RevisionId: latest.RevisionId }),
  );
  await waitUntilFunctionUpdated({ client, ...waiter }, { FunctionName });
  const { Version } = await client.send(new PublishVersionCommand({ FunctionName, CodeSha256: latest.CodeSha256 }));
  await waitUntilPublishedVersionActive({ client, ...waiter }, { FunctionName, Qualifier: Version });
  await client.send(
    new UpdateAliasCommand({ FunctionName, Name, FunctionVersion: Version, RevisionId: aliasRevision }),
  );
  return true;
}

/** The function and the alias in the ARN of an alias. */
function namesOf(alias: string): { functionName: string; aliasName: string } {
  const parts = alias.split(":");
  return { functionName: parts.slice(0, -1).join(":"), aliasName: parts.at(-1) ?? "" };
}

function sameBut(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const ours = ["PAUSED", "PAUSE_CHANGED_AT"];
  const plain = (variables: Readonly<Record<string, string>>): string =>
    JSON.stringify(
      Object.entries(variables)
        .filter(([name]) => !ours.includes(name))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return plain(one) === plain(other);
}
