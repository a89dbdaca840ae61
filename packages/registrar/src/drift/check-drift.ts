import { digestOf } from "../digest.ts";
import { isHandlerNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { Handler } from "@cliq-actions/cliq/rest/message-action";
import type { Result } from "@cliq-actions/cliq/rest/result";
import type { Fields } from "../plan/compare-fields.ts";
import { actionApi } from "../registrar/action-api.ts";
import type { DesiredSet } from "../registrar/desired-set.ts";
import { functionApi } from "../registrar/function-api.ts";
import type { LedgerState } from "../registrar/ledger.ts";
import { toRegistrationFailed } from "../registrar/registration-failed.ts";
import type { OpenCliq } from "../registrar/run.ts";
import { listItems, type Live } from "../registrar/section.ts";
import { type DriftReport, findDrift } from "./find-drift.ts";

type ReadCliq = Pick<OpenCliq, "client" | "functions">;

/**
 * Everything that Cliq shows; functions where the stage has any, none, or as far as the access may see them: one without
 * functions need not have their scopes. Throws `RegistrationFailed`.
 */
export async function listLive({ client, functions }: ReadCliq, areFunctionsThere: boolean | "maybe"): Promise<Live> {
  const actions = await listItems(actionApi(client));
  if (areFunctionsThere === false) return { actions, functions: [] };
  const api = functionApi(functions);
  const listed = areFunctionsThere === "maybe" ? await api.list() : undefined;
  if (listed?.ok === false && listed.error.kind === "scope-missing") return { actions, functions: [] };
  return { actions, functions: await listItems(listed === undefined ? api : { ...api, list: async () => listed }) };
}

/**
 * Reads what Cliq holds and compares it with what was registered: one list per kind, and each handler by itself, because
 * lists show neither scripts nor permissions. Throws `RegistrationFailed` when Cliq cannot be read.
 */
export async function checkDrift(
  cliq: ReadCliq,
  registered: DesiredSet,
  state: LedgerState,
  apiOrigin: string,
): Promise<DriftReport> {
  const hasFunctions = registered.functions.length > 0 || Object.keys(state.functions ?? {}).length > 0;
  const live = await listLive(cliq, hasFunctions);
  const handlers = await readHandlers(cliq, registered, state, live);
  return findDrift({ registered, state, live, apiOrigin, handlers });
}

/** What the handlers of registered items hold, by the item's id, as fields of the item. */
async function readHandlers(
  { client, functions }: ReadCliq,
  registered: DesiredSet,
  state: LedgerState,
  live: Live,
): Promise<ReadonlyMap<string, Fields>> {
  const held = new Map<string, Fields>();
  const apis = { actions: actionApi(client), functions: functionApi(functions) };
  for (const section of ["actions", "functions"] as const)
    for (const one of registered[section]) {
      const id = state[section]?.[one.slug]?.id;
      if (id === undefined || live[section].every((item) => item.id !== id)) continue;
      const field = one.kind === "deluge" ? "script" : "permissions";
      for (const type of "handlers" in one ? one.handlers.map((handler) => handler.type) : [undefined]) {
        const what = `The ${type ?? "handler"} of the ${apis[section].noun} ${id}`;
        const read = await apis[section].getHandler(id, type ?? "execution_handler");
        held.set(id, { ...held.get(id), ...toField(field, read, what, type) });
      }
    }
  return held;
}

/**
 * One field as a handler shows it; none where it shows nothing, or Cliq refuses to show it: then it cannot be told.
 * Whether a webhook's handler can be read at all is UNKNOWN. Throws where it cannot be read now.
 */
function toField(field: "permissions" | "script", read: Result<Handler>, what: string, type?: string): Fields {
  const name = type === undefined ? field : `${field} of ${type}`;
  if (read.ok) {
    const { permissions, script } = read.value;
    if (field === "permissions") return permissions === undefined ? {} : { [name]: permissions };
    return script === undefined ? {} : { [name]: digestOf(script) };
  }
  const { error } = read;
  if (isHandlerNotFound(error)) return { [name]: "no handler" };
  if (error.kind === "refused") return {};
  throw toRegistrationFailed(`${what} could not be read.`, error);
}
