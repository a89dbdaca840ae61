import type { FakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { InvocationReport } from "../page-api.ts";
import type { Conversation } from "../simulation/conversation.ts";
import { slugOf, toPageAction } from "../simulation/to-page.ts";
import type { StateSources } from "./collect-state.ts";
import { keepState } from "./keep-state.ts";
import type { KeptState } from "./kept-state.ts";
import { takeState } from "./own-state.ts";
import { restoreConversation, restoreHistory } from "./restore-conversation.ts";
import { restoreStores } from "./restore-stores.ts";
import { readStateFile } from "./state-file.ts";

/** What a start goes on with. */
export interface Carried {
  readonly conversation: Conversation;
  readonly history: readonly InvocationReport[];
  /** Keeps from now on what happens, for the next start; `history` tells the clicks so far. */
  keep(history: () => readonly InvocationReport[]): void;
}

/** Of a start that has just deployed, what its state has to do with. */
export interface Carrier {
  readonly root: string;
  readonly actionsFolder: string;
  /** Whether what earlier starts kept is left aside. */
  readonly fresh: boolean;
  readonly aws: Pick<LocalAws, "stores">;
  readonly cliq: Pick<FakeCliq, "model">;
  readonly stack: () => Pick<LocalStack, "resources" | "fakes">;
  readonly parameterPrefix: string;
  readonly running: AsyncDisposableStack;
  readonly say: (line: string) => void;
}

/**
 * Goes on where the last start of this folder of actions ended: what was said and clicked, and what the actions' stores
 * held. While another start of the folder runs, that one keeps it, and this one begins anew.
 */
export async function carryState(carrier: Carrier): Promise<Carried> {
  const { aws, cliq, stack, parameterPrefix, running, say } = carrier;
  const slugs = (): string[] => cliq.model.actions().map(slugOf).filter(Boolean);
  const { file, state } = await openState(carrier);
  if (state !== undefined) {
    const sentences = await restoreStores(state, { aws, stack: stack(), slugs: slugs(), parameterPrefix });
    for (const sentence of sentences) say(`  ${sentence}`);
  }
  const conversation = restoreConversation(state, Date.now());
  const history = restoreHistory(state, cliq.model.actions().map(toPageAction));
  return {
    conversation,
    history,
    keep(historyNow) {
      if (file === undefined) return;
      const said = (): ReturnType<StateSources["said"]> => ({ messages: conversation.messages, history: historyNow() });
      const keeping = keepState(file, { aws, stack, slugs, parameterPrefix, said }, say);
      running.defer(() => keeping.stop());
    },
  };
}

/** The state to go on with, and the file that it is kept in from now on: neither when that is impossible, which is said. */
async function openState({
  root,
  actionsFolder,
  fresh,
  running,
  say,
}: Carrier): Promise<{ file?: string; state?: KeptState }> {
  try {
    const own = await takeState(root, actionsFolder);
    if (own === undefined) {
      say("  Another start keeps the state of this folder: this one begins anew, and nothing of it is kept.");
      return {};
    }
    running.defer(() => own.release());
    const { state, why } = fresh ? {} : await readStateFile(own.file);
    if (why !== undefined) say(`  ${why}`);
    if (state !== undefined) say(`  going on with what the last start kept (--fresh begins anew)`);
    return { file: own.file, ...(state && { state }) };
  } catch (error) {
    say(`  Nothing is kept for the next start: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}
