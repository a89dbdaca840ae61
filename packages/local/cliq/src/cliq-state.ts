import { type AccountsState, createAccountsState } from "./accounts/accounts-state.ts";
import type { CallRecord } from "./calls.ts";
import { type CliqModelOptions, type ResolvedOptions, resolveOptions } from "./cliq-model-options.ts";
import type { Outage } from "./faults/outage.ts";
import type { DeliveryFault } from "./delivery/delivery-fault.ts";
import type { Fault } from "./faults/fault.ts";
import type { Pending } from "./faults/pending.ts";
import type { RegisteredFunction } from "./functions/registered-function.ts";
import type { ChatPost } from "./chat/chat-post.ts";
import type { FakeChat, FakeFile } from "./chat/fake-message.ts";
import type { LateReply } from "./chat/late-reply.ts";
import type { ResponseUrl } from "./invocation/response-url.ts";
import type { RegisteredAction } from "./message-actions/registered-action.ts";
import type { Deletion } from "./rest/deleted-since.ts";
import type { ThresholdUsage } from "./rest/threshold.ts";
import { createSeededSource, type SeededSource } from "./seeded-source.ts";

/** Everything one organisation's Cliq remembers. */
export interface CliqState {
  readonly options: ResolvedOptions;
  readonly source: SeededSource;
  /** By id, in order of creation. */
  readonly actions: Map<string, RegisteredAction>;
  readonly deletedActions: Deletion<RegisteredAction>[];
  /** By id, in order of creation. */
  readonly functions: Map<string, RegisteredFunction>;
  readonly deletedFunctions: Deletion<RegisteredFunction>[];
  /** How many changes there were. */
  revision: number;
  readonly accounts: AccountsState;
  /** By user id and operation. */
  readonly usage: Map<string, ThresholdUsage>;
  faults: Pending<Fault>[];
  deliveryFaults: Pending<DeliveryFault>[];
  outages: Outage[];
  readonly calls: CallRecord[];
  /** By id. */
  readonly chats: Map<string, FakeChat>;
  readonly posts: ChatPost[];
  /** Those that an event has named, by id. */
  readonly files: Map<string, FakeFile>;
  /** By the last part of each. */
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly lateReplies: LateReply[];
}

/** A Cliq nobody has used yet. */
export function createCliqState(given: CliqModelOptions): CliqState {
  const options = resolveOptions(given);
  return {
    options,
    source: createSeededSource(options.seed),
    actions: new Map(),
    deletedActions: [],
    functions: new Map(),
    deletedFunctions: [],
    revision: 0,
    accounts: createAccountsState(options.startedAt),
    usage: new Map(),
    faults: [],
    deliveryFaults: [],
    outages: [...options.outages],
    calls: [],
    chats: new Map(options.chats.map((chat) => [chat.id, chat])),
    posts: [],
    files: new Map(),
    responseUrls: new Map(),
    lateReplies: [],
  };
}
