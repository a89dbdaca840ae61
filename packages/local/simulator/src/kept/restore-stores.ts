import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { KeptState } from "./kept-state.ts";
import { ownedStores } from "./owned-stores.ts";
import { queueNameOf, renameSources } from "./rename-sources.ts";

/** Puts what was kept into the stores of a fresh stack; gives a sentence for everything that has no place there any more. */
export async function restoreStores(
  state: KeptState,
  {
    aws,
    stack,
    slugs,
    parameterPrefix,
  }: {
    readonly aws: Pick<LocalAws, "stores">;
    readonly stack: Pick<LocalStack, "resources">;
    readonly slugs: readonly string[];
    readonly parameterPrefix: string;
  },
): Promise<string[]> {
  const owned = ownedStores(stack.resources, slugs);
  const find = (kind: string, path: string): string | undefined =>
    owned.find((store) => store.kind === kind && store.path === path)?.name;
  const sentences: string[] = [];

  for (const { path, ...kept } of state.tables) {
    const name = find("table", path);
    if (name === undefined) {
      if (kept.rows.length > 0)
        sentences.push(
          `The ${count(kept.rows, "row")} of the table ${path} have no place: the stack has no such table any more.`,
        );
      continue;
    }
    const refused = await aws.stores.fillTable(name, kept);
    if (refused > 0)
      sentences.push(
        `${refused} of the ${count(kept.rows, "row")} of the table ${path} were not put back: its keys are others now.`,
      );
  }
  for (const { path, ...kept } of state.buckets) {
    const name = find("bucket", path);
    if (name !== undefined) aws.stores.fillBucket(name, kept);
    else if (kept.versions.length > 0)
      sentences.push(
        `The ${count(kept.versions, "object")} of the bucket ${path} have no place: the stack has no such bucket any more.`,
      );
  }
  const nameOf = (source: string): string | undefined => {
    const url = find("queue", source);
    return url === undefined ? undefined : queueNameOf(url);
  };
  for (const { path, messages, isWhole } of state.queues) {
    const url = find("queue", path);
    if (url !== undefined) aws.stores.fillQueue(url, { messages: renameSources(messages, nameOf), isWhole });
    else if (messages.length > 0)
      sentences.push(
        `The ${count(messages, "message")} of the queue ${path} have no place: the stack has no such queue any more.`,
      );
  }
  for (const secret of state.secrets) {
    const [slug = ""] = secret.name.split("/");
    if (slugs.includes(slug)) aws.stores.putParameter({ ...secret, name: `${parameterPrefix}/${secret.name}` });
    else sentences.push(`The secret ${secret.name} has no place: there is no such action any more.`);
  }
  return sentences;
}

function count({ length }: { readonly length: number }, thing: string): string {
  return `${length} ${thing}${length === 1 ? "" : "s"}`;
}
