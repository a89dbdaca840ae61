import { type CliqModel, createCliqModel, type ZohoClient } from "../cliq-model.ts";
import type { CliqModelOptions } from "../cliq-model-options.ts";
import type { PlainResponse } from "../plain-http.ts";

/** 2026-11-22T10:00:00Z. */
export const start = Date.UTC(2026, 10, 22, 10);

/** A model with a clock one moves by hand and a client that has a token. */
export interface CalledModel {
  model: CliqModel;
  clock: { now: number };
  call: (method: string, path: string, body?: unknown, token?: string) => PlainResponse;
}

/** Creates a model and a short way to call its REST API. */
export function callModel(options: CliqModelOptions = {}): CalledModel {
  const model = createCliqModel(options);
  const clock = { now: start };
  return {
    model,
    clock,
    call(method, path, body, token = model.issueAccessToken(clock.now)) {
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
      const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
      return model.handle({ method, path: `/api/v3${path}`, headers, body: text }, clock.now);
    },
  };
}

/** The JSON of an answer, for assertions. */
export function jsonOf(response: PlainResponse): Record<string, unknown> {
  return JSON.parse(response.body) as Record<string, unknown>;
}

/** The id in an answer about one action. */
export function idOf(response: PlainResponse): string {
  return (jsonOf(response)["data"] as { id: string }).id;
}

/** An access token a client got from the accounts server. */
export function tokenOf(model: CliqModel, client: ZohoClient, now: number): string {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: client.clientId,
    client_secret: client.clientSecret,
    refresh_token: client.refreshToken,
  });
  const request = { method: "POST", path: "/oauth/v2/token", headers: {}, body: form.toString() };
  return String(jsonOf(model.handle(request, now))["access_token"]);
}

/** The body of a create that nothing speaks against, with changes that may. */
export function webhookAction(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: "Create ticket",
    hint: "Turn this message into a support ticket",
    scope: "organization",
    message_types: ["text", "link"],
    execution_type: "webhook",
    execution_url: "https://api.example.com/actions/ring-bell/k3y",
    ...changes,
  };
}

/** The body of a function's creation that nothing speaks against, with changes that may. */
export function webhookFunction(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: "SubmitTicket",
    description: "Takes the ticket form",
    function_type: "form",
    execution_type: "webhook",
    execution_url: "https://api.example.com/actions/ring-bell/k3y",
    ...changes,
  };
}
