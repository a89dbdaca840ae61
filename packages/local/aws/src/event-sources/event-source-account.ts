import type { Account } from "../account.ts";

/** What an event source needs of the account. */
export type EventSourceAccount = Pick<Account, "queues" | "functions" | "iam" | "region" | "accountId" | "emit">;
