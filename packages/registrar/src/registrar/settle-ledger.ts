import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { confirmLostAction } from "./confirm-lost-action.ts";
import type { LedgerEntry } from "./ledger.ts";
import { listActions } from "./list-actions.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/**
 * The list may lag behind a create, so an open intent is looked for again, with these pauses, as long as the run that
 * wrote it down may have sent it only now: it may have waited for a lock first, and lived for fifteen minutes.
 */
const freshForMs = 960_000;
const pausesMs = [2_000, 8_000, 20_000, 30_000];

/**
 * Settles what former runs left open, and returns the live list: creates whose outcome is unknown become owned or are
 * dropped, and owned actions that the list lacks are looked up one by one, and forgotten when Cliq does not know them.
 */
export async function settleLedger(run: Reconciliation, wanted: ReadonlySet<string>): Promise<readonly MessageAction[]> {
  const live = await settleIntents(run);
  const extra: MessageAction[] = [];
  for (const [slug, { id }] of Object.entries(run.state.actions)) {
    if (id === undefined || !wanted.has(slug) || live.some((action) => action.id === id)) continue;
    const found = await run.ports.client.get(id);
    if (found.ok) extra.push(found.value);
    else if (isNotFound(found.error)) await run.forget(slug);
    else throw toRegistrationFailed(`${slug}: whether Cliq still has action ${id} is unknown.`, found.error);
  }
  return [...live, ...extra];
}

async function settleIntents(run: Reconciliation): Promise<readonly MessageAction[]> {
  for (let look = 0; ; look += 1) {
    const live = await listActions(run.ports.client);
    for (const [slug, intent] of openIntents(run)) {
      const found = await confirmLostAction(run, intent, live);
      if (found !== undefined) await run.record(slug, { phase: "changing", id: found.id });
    }
    const pauseMs = pausesMs[look];
    const isFresh = openIntents(run).some(([, { at }]) => run.ports.clock.now() - at < freshForMs);
    if (pauseMs === undefined || !isFresh) {
      for (const [slug] of openIntents(run)) await run.forget(slug);
      return live;
    }
    await run.ports.clock.sleep(pauseMs);
  }
}

function openIntents(run: Reconciliation): [string, NonNullable<LedgerEntry["intent"]>][] {
  return Object.entries(run.state.actions).flatMap(([slug, { id, intent }]) =>
    id === undefined && intent !== undefined ? [[slug, intent] as [string, typeof intent]] : [],
  );
}
