import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { ConversationMessage } from "../simulation/conversation.ts";
import type { InvocationReport } from "../page-api.ts";
import { type KeptState, stateFormat } from "./kept-state.ts";
import { ownedStores } from "./owned-stores.ts";
import { queueNameOf, renameSources } from "./rename-sources.ts";

/** Of each store as much is kept; of a huge one the rest is gone with its start. */
export const mostBytesOfStore = 5_000_000;
const mostBytesOfHistory = 10_000_000;
const mostClicks = 100;
const mostMessages = 1_000;

/** Where the parts of a state are. */
export interface StateSources {
  readonly aws: Pick<LocalAws, "stores">;
  readonly stack: () => Pick<LocalStack, "resources" | "fakes">;
  /** Of the actions that are in Cliq. */
  readonly slugs: () => readonly string[];
  /** Where the stage's parameters are, such as `/cliq-actions/local`. */
  readonly parameterPrefix: string;
  /** What was said and clicked, oldest first. */
  readonly said: () => {
    readonly messages: readonly ConversationMessage[];
    readonly history: readonly InvocationReport[];
  };
}

/** Gathers what the next start is to find. */
export async function collectState(sources: StateSources): Promise<KeptState> {
  const { aws, stack, slugs, said } = sources;
  const { messages, history } = said();
  const owned = ownedStores(stack().resources, slugs());
  const ofKind = (kind: string): typeof owned => owned.filter((store) => store.kind === kind);
  return {
    format: stateFormat,
    messages: messages.slice(-mostMessages).map(({ message: { sender, ...message }, chatId, replyTo, output }) => {
      return {
        ...message,
        chatId,
        senderId: sender.id,
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(output === undefined ? {} : { output }),
      };
    }),
    history: keepNewest(history.slice(-mostClicks)) as unknown as KeptState["history"],
    tables: await Promise.all(
      ofKind("table").map(async ({ path, name }) => ({
        path,
        ...(await aws.stores.readTable(name, mostBytesOfStore)),
      })),
    ),
    buckets: ofKind("bucket").map(({ path, name }) => ({ path, ...aws.stores.readBucket(name, mostBytesOfStore) })),
    queues: ofKind("queue").map(({ path, name }) => {
      const { messages, isWhole } = aws.stores.readQueue(name, mostBytesOfStore);
      const pathOf = (source: string): string | undefined =>
        owned.find((store) => store.kind === "queue" && queueNameOf(store.name) === source)?.path;
      return { path, messages: renameSources(messages, pathOf), isWhole };
    }),
    secrets: collectSecrets(sources),
  };
}

function keepNewest(history: readonly InvocationReport[]): readonly InvocationReport[] {
  let chars = 0;
  const reversed = history.toReversed();
  const over = reversed.findIndex((report) => (chars += JSON.stringify(report).length) > mostBytesOfHistory);
  return over === -1 ? history : reversed.slice(0, over).toReversed();
}

/** What somebody has put for an action: neither what the stack declares, nor what its fake brings along each time. */
function collectSecrets({ aws, stack, slugs, parameterPrefix }: StateSources): KeptState["secrets"] {
  const { resources, fakes } = stack();
  const declared = new Set(resources.map(({ physicalId }) => physicalId));
  return slugs().flatMap((slug) => {
    const brought = new Set(
      Object.entries(fakes).flatMap(([name, { secret }]) => (name.startsWith(`${slug}/`) ? [secret] : [])),
    );
    return aws.stores
      .readParameters(`${parameterPrefix}/${slug}/`)
      .filter(({ name, value }) => !declared.has(name) && !brought.has(value))
      .map((secret) => ({ ...secret, name: secret.name.slice(parameterPrefix.length + 1) }));
  });
}
