import { createHash } from "node:crypto";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import { actionApi } from "../registrar/action-api.ts";
import type { DesiredSet } from "../registrar/desired-set.ts";
import { functionApi } from "../registrar/function-api.ts";
import type { LedgerState } from "../registrar/ledger.ts";
import { listItems } from "../registrar/section.ts";
import type { OpenCliq } from "../registrar/run.ts";
import { toRegistrationFailed } from "../registrar/registration-failed.ts";
import type { DriftReport } from "./drift-report.ts";
import { findDrift } from "./find-drift.ts";

/**
 * Reads what Cliq holds, by one list per kind, and compares it with what was registered. Lists show no scripts: those are
 * read one by one, of the Deluge actions only. Throws `RegistrationFailed` when Cliq cannot be read.
 */
export async function checkDrift(
  { client, functions }: Pick<OpenCliq, "client" | "functions">,
  registered: DesiredSet,
  state: LedgerState,
  apiOrigin: string,
): Promise<DriftReport> {
  const readNothing = async (): Promise<never> => Promise.reject(new Error("Comparing reads no files"));
  const isUsed = registered.functions.length > 0 || Object.keys(state.functions ?? {}).length > 0;
  const live = {
    actions: await listItems(actionApi(client, readNothing)),
    functions: isUsed ? await listItems(functionApi(functions)) : [],
  };
  const deluge = registered.actions
    .filter(({ script }) => script !== undefined)
    .flatMap(({ slug }) => state.actions[slug]?.id ?? []);
  const scripts = await readScripts(
    client,
    deluge.filter((id) => live.actions.some((item) => item.id === id)),
  );
  return findDrift({ registered, state, live, apiOrigin, scripts });
}

async function readScripts(client: MessageActionClient, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const id of ids) {
    const read = await client.getHandler(id);
    if (!read.ok) throw toRegistrationFailed(`The script of the action ${id} could not be read.`, read.error);
    const { script } = read.value;
    if (script !== undefined) digests.set(id, createHash("sha256").update(script, "utf8").digest("hex"));
  }
  return digests;
}
