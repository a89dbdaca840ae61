import { systemClock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { CallBudget } from "@cliq-actions/cliq/rest/call-budget";
import { attemptCall } from "@cliq-actions/cliq/rest/attempt-call";
import type { CliqCall } from "@cliq-actions/cliq/rest/cliq-call";
import { functionListAnswer } from "@cliq-actions/cliq/rest/cliq-function";
import { type CliqFailure, isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { listAnswer } from "@cliq-actions/cliq/rest/message-action";
import {
  chatScopes,
  functionScopes,
  messageActionScopes,
  type Operation,
  operations,
} from "@cliq-actions/cliq/rest/operations";
import * as z from "zod";
import type { StageNeeds } from "../stage/stage-needs.ts";

/** What Cliq thinks of a token and one scope. "unverified" means an answer that says neither yes nor no. */
export interface ScopeCheck {
  readonly scope: string;
  readonly verdict: "ok" | "lacking" | "unverified";
  /** Cliq's words, where they are not the expected ones. */
  readonly said?: string;
}

interface Probe {
  readonly operation: Operation;
  readonly path: string;
  readonly body?: string;
  /** What a call that succeeds answers; the others are to be refused. */
  readonly answer?: CliqCall<unknown>["answer"];
  /** Refusals that come after the scope was found good. */
  readonly proof: readonly string[];
  /** Whether "not found" is one of them, because the call is about an id. */
  readonly isAboutId?: boolean;
}

const base = "/api/v3/messageactions";
const functionsBase = "/api/v3/functions";
const bodyRefusals = ["invalid_inputs", "input_pattern_mismatch", "extra_key_found"];

/**
 * One call per scope, none of which can change anything: ids are long numbers, so none is 0, and an action without its
 * required name and hint is none. INFERRED, here and nowhere else: Cliq looks at the token's scope before it looks at
 * the id and the body, as it does for tokens that report a scope they lack (LIVE). An answer that fits neither leaves
 * the scope unverified.
 */
const probes: readonly Probe[] = [
  { operation: "list", path: `${base}?limit=1`, answer: listAnswer, proof: [] },
  { operation: "create", path: base, body: "{}", proof: bodyRefusals },
  { operation: "update", path: `${base}/0`, body: "{}", proof: bodyRefusals, isAboutId: true },
  { operation: "delete", path: `${base}/0`, proof: [], isAboutId: true },
];

/** The same for functions (Cliq's buttons and forms), which only some stages have. */
const functionProbes: readonly Probe[] = [
  { operation: "listFunctions", path: `${functionsBase}?limit=1`, answer: functionListAnswer, proof: [] },
  { operation: "createFunction", path: functionsBase, body: "{}", proof: bodyRefusals },
  { operation: "updateFunction", path: `${functionsBase}/0`, body: "{}", proof: bodyRefusals, isAboutId: true },
  { operation: "deleteFunction", path: `${functionsBase}/0`, proof: [], isAboutId: true },
];

/** The same for late replies, which come to a chat where an event names no address for them. */
const chatProbes: readonly Probe[] = [
  {
    operation: "postToChat",
    path: "/api/v3/chats/0/messages",
    body: "{}",
    // That no chat is called 0 is said after the scope was found good (INFERRED, as for ids above); the word is not documented.
    proof: [...bodyRefusals, "chat_not_found"],
  },
];

/** The scopes a stage needs, each once. */
export function scopesFor({ functions, background }: StageNeeds): readonly string[] {
  return [...messageActionScopes, ...(functions ? functionScopes : []), ...(background ? chatScopes : [])];
}

/** How Cliq is asked. */
export interface ScopeQuestion {
  readonly token: string;
  readonly needs: StageNeeds;
  /** The stage's, where it has one. */
  readonly budget?: CallBudget;
}

/**
 * Asks Cliq once per scope whether it accepts the token for it; READ comes first, by a call that succeeds. Within the
 * stage's budget, where it has one.
 */
export async function checkScopes(
  send: SendRequest,
  cliqOrigin: string,
  { token, needs, budget }: ScopeQuestion,
): Promise<readonly ScopeCheck[]> {
  const checks: ScopeCheck[] = [];
  const asked = [...probes, ...(needs.functions ? functionProbes : []), ...(needs.background ? chatProbes : [])];
  for (const probe of asked) {
    const grant = await budget?.take(probe.operation);
    const isHeld = grant?.granted === false;
    checks.push(isHeld ? heldBack(probe) : await checkScope(send, cliqOrigin, token, { probe, budget }));
  }
  return checks;
}

function heldBack({ operation }: Probe): ScopeCheck {
  return {
    scope: operations[operation].scope,
    verdict: "unverified",
    said: "the stage may not call Cliq for this now",
  };
}

async function checkScope(
  send: SendRequest,
  origin: string,
  token: string,
  { probe, budget }: { readonly probe: Probe; readonly budget: CallBudget | undefined },
): Promise<ScopeCheck> {
  const tokens = { current: async () => token, refused: async () => token };
  const { operation, path, body, answer } = probe;
  const call = {
    operation,
    path,
    ...(body === undefined ? {} : { body }),
    answer: answer ?? z.unknown(),
  };
  const result = await attemptCall<unknown>({ origin, tokens, send, clock: systemClock }, call, {
    token,
    timeoutMs: 10_000,
  });
  const { scope } = operations[operation];
  if (!result.ok) {
    if (result.error.kind === "throttled") await budget?.lock(operation, result.error.retryAfterMs);
    return { scope, ...judge(result.error, probe) };
  }
  if (answer !== undefined) return { scope, verdict: "ok" };
  return { scope, verdict: "unverified", said: "Cliq accepted a call that it should have refused for its content" };
}

function judge(failure: CliqFailure, { proof, isAboutId = false }: Probe): Omit<ScopeCheck, "scope"> {
  const { kind, message: said } = failure;
  if (kind === "scope-missing" || kind === "unauthorized") return { verdict: "lacking", said };
  if (isAboutId && isNotFound(failure)) return { verdict: "ok" };
  if (kind === "refused" && failure.code !== undefined && proof.includes(failure.code)) return { verdict: "ok" };
  return { verdict: "unverified", said };
}
