import type { CallRecord } from "../calls.ts";
import type { OperationName } from "../operation-name.ts";
import type { CliqState } from "../cliq-state.ts";
import { applyFault } from "../faults/apply-fault.ts";
import { applyOutage, outageNow } from "../faults/outage.ts";
import { takeFault } from "../faults/take-fault.ts";
import { jsonResponse, type PlainRequest, type PlainResponse, splitQuery } from "../plain-http.ts";
import { grantToken } from "./grant-token.ts";
import { revokeToken } from "./revoke-token.ts";
import { toAccessDenied, toRevokeRefusal, toTokenRefusal } from "./token-refusal.ts";

/** Answers one call to the accounts server; parameters may come in the query, in a form, or both. */
export function handleAccounts(
  state: CliqState,
  request: PlainRequest,
  now: number,
  record: CallRecord,
): PlainResponse {
  const { path, query } = splitQuery(request.path);
  const operation = operationAt(path);
  if (operation === undefined) return jsonResponse(404, JSON.stringify({ error: "not_found" }));
  if (request.method !== "POST") return jsonResponse(405, JSON.stringify({ error: "method_not_allowed" }));
  record.operation = operation;

  const given = new URLSearchParams(`${query}&${request.body}`);
  record.userId = state.accounts.clients.get(given.get("client_id") ?? "")?.person.id;
  const run = (): PlainResponse => (operation === "token" ? grantToken(state, given, now) : revokeToken(state, given));

  const outage = outageNow(state.outages, "accounts", now);
  if (outage !== undefined) {
    record.fault = outage.kind;
    return applyOutage(outage, run);
  }
  const fault = takeFault(state.faults, operation, undefined);
  record.fault = fault?.kind;
  const response =
    fault === undefined
      ? run()
      : applyFault(fault, {
          run,
          refuse: () => (operation === "token" ? toTokenRefusal("invalid_code") : toRevokeRefusal()),
          throttle: () => toAccessDenied(state.options.accessDeniedStatus),
        });
  record.refusal = errorIn(response.body);
  return response;
}

function errorIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}

function operationAt(path: string): Extract<OperationName, "token" | "revoke"> | undefined {
  if (path === "/oauth/v2/token") return "token";
  return path === "/oauth/v2/token/revoke" ? "revoke" : undefined;
}
