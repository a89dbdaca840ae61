import { deriveCredential, digestCredential } from "@cliq-actions/aws/credential";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { refreshAccessToken } from "@cliq-actions/cliq/oauth/refresh-access-token";
import type { Manifest, ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { type CliqModel, type CliqModelOptions, createCliqModel, type ZohoClient } from "@cliq-actions/fake-cliq";
import { toAnswerableReason } from "../to-outcome.ts";
import { budgetStoreIn } from "../budget/budget-store.ts";
import { shareBudget } from "../budget/share-budget.ts";
import { digestOf as digestOfText } from "../digest.ts";
import type { DeployedRegistrations } from "../drift/ledger-lost.ts";
import { type DriftAnswer, serveDrift } from "../drift/serve-drift.ts";
import { connectCliq } from "../registrar/connect-cliq.ts";
import { type RegistrarPorts, serveRegistrations } from "../registrar/serve-registrations.ts";
import { ledgerIn, type LedgerState, ledgerStateSchema } from "../registrar/ledger.ts";
import { killSwitch } from "./kill-switch.ts";
import type { ConditionalRows } from "../conditional-rows.ts";
import { memoryRows } from "./memory-rows.ts";
import { virtualClock, virtualSend } from "./virtual-send.ts";

const origin = "https://cliq.zoho.com";
const apiOrigins = ["abc123", "def456"].map((id) => `https://${id}.execute-api.eu-west-1.amazonaws.com`);
const startsAt = Date.parse("2026-11-22T09:00:00Z");
const resource = {
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/cliq/1",
  logicalResourceId: "Actions",
};

/** An action of a manifest; everything but the slug has a default. */
export function anAction(slug: string, changes: Partial<ManifestAction> = {}): ManifestAction {
  return {
    slug,
    name: `Do ${slug}`,
    hint: `Does ${slug}`,
    scope: "organization",
    multi_selectable: false,
    message_types: ["text", "link"],
    permissions: ["message", "user"],
    ...changes,
  };
}

function digestOf(signingKey: Uint8Array, slug: string, version: number): string {
  return digestCredential(deriveCredential(signingKey, { stage: "test", slug, version }));
}

/**
 * One custom resource and one Cliq, in virtual time; with another stage's organisation, a second resource in the same Cliq,
 * which counts its own calls up to its share of the limits.
 */
export function virtualStage(
  options: CliqModelOptions = {},
  organization?: { clock: ReturnType<typeof virtualClock>; model: CliqModel },
  share = 0.8,
) {
  const apiOrigin = apiOrigins[organization === undefined ? 0 : 1] ?? "";
  const clock = organization?.clock ?? virtualClock(startsAt);
  const model = organization?.model ?? createCliqModel({ startedAt: startsAt, ...options });
  const files = new Map<string, string>();
  const warnings: string[] = [];
  const life = killSwitch();
  const carry = virtualSend(model, clock);
  const send: SendRequest = async (request) => life.guard(async () => carry(request));
  const rows = memoryRows();
  const guarded: ConditionalRows = {
    read: async (row) => life.guard(async () => rows.read(row)),
    write: async (row, text, after) => life.guard(async () => rows.write(row, text, after)),
  };
  const budgetStore = budgetStoreIn(guarded, () => ({ earliest: clock.now(), latest: clock.now() }));
  const ledgerRow = `registrations#${resource.stackId}#${resource.logicalResourceId}`;
  const ledger = {
    row: (): LedgerState | undefined => {
      const text = rows.text(ledgerRow);
      return text === undefined ? undefined : ledgerStateSchema.parse(JSON.parse(text));
    },
    put: (state: unknown): void => rows.put(ledgerRow, JSON.stringify(state)),
    lose: (): void => rows.remove(ledgerRow),
  };
  let events = 0;
  const firstKey = new Uint8Array(32).fill(7);
  let key = firstKey;
  let handOvers = 0;
  const notes: string[] = [];

  let access: ZohoClient = model;
  const refresh = async (): Promise<string> => {
    const { clientId, clientSecret, refreshToken } = access;
    return (await refreshAccessToken(send, { accountsOrigin: origin, clientId, clientSecret, refreshToken }))
      .accessToken;
  };
  // Every delivery is a process of its own and holds its own token.
  const ownTokens = (): AccessTokens => {
    let token: Promise<string> | undefined;
    const ask = async (): Promise<string> => {
      token = refresh();
      // What failed is asked for again.
      token.catch(() => void (token = undefined));
      return token;
    };
    return { current: async () => token ?? ask(), refused: ask };
  };

  const openStage = (): Omit<RegistrarPorts, "handOver"> => ({
    openCliq: (wait, fence) => {
      const budget = shareBudget({ store: budgetStore, share, wait, jitterMs: () => 1_000 });
      const connection = {
        origin,
        tokens: ownTokens(),
        send: fence?.guard(budget.timely(send)) ?? budget.timely(send),
        clock: fence?.clock ?? clock,
        budget,
      };
      return connectCliq(connection, wait);
    },
    ledger: ledgerIn(guarded, resource),
    clock,
    stage: "test",
    readSigningKey: async () => key,
    readAsset: async ({ key }) => Buffer.from(files.get(key) ?? ""),
    warn: (sentence) => void warnings.push(sentence),
  });
  /** What the stack has after the last event that went well. */
  let deployed: DeployedRegistrations = { apiOrigin, credentialVersion: 1, manifestDigest: undefined };
  /** Runs the drift check, as the schedule does. */
  const checkDrift = async (heal = false): Promise<DriftAnswer> =>
    serveDrift({ ...openStage(), deployed, deadline: clock.now() + 840_000 }, heal);

  /** Sends an event; the answer as CloudFormation would get it. */
  const deliver = async (
    type: "Create" | "Update" | "Delete",
    actions: readonly ManifestAction[],
    settings: {
      version?: number;
      /** Of an API that takes the place of the first one. */
      newOrigin?: string;
      requestId?: string;
      stopsAfterMs?: number;
      waitSeconds?: number;
      functions?: readonly ManifestFunction[];
      physicalId?: string;
      onDeleteAuthFailure?: "retain" | "fail";
    } = {},
  ): Promise<{ status: "SUCCESS"; count: string } | { status: "FAILED"; reason: string } | { status: "stale" }> => {
    events += 1;
    const requestId = settings.requestId ?? `request-${events}`;
    const manifest: Manifest = {
      version: 1,
      actions,
      ...(settings.functions === undefined ? {} : { functions: settings.functions }),
    };
    const request = {
      type,
      responseUrl: `https://cloudformation.example/${requestId}?signature=1`,
      ...resource,
      requestId,
      physicalResourceId: settings.physicalId,
      properties: {
        ServiceToken: "arn:aws:lambda:eu-west-1:123456789012:function:registrar",
        ServiceTimeout: String(settings.waitSeconds ?? 3_600),
        Manifest: JSON.stringify(manifest),
        ApiOrigin: settings.newOrigin ?? apiOrigin,
        CredentialVersion: String(settings.version ?? 1),
        CredentialDigests: Object.fromEntries(
          actions.map(({ slug }) => [slug, digestOf(firstKey, slug, settings.version ?? 1)]),
        ),
        ...(settings.onDeleteAuthFailure === undefined ? {} : { OnDeleteAuthFailure: settings.onDeleteAuthFailure }),
      },
    };
    try {
      const served = await serveRegistrations(request, clock.now() + (settings.stopsAfterMs ?? 900_000), {
        ...openStage(),
        handOver: async () => void (handOvers += 1),
        note: (text) => void notes.push(text),
      });
      // What is handed over is served by an invocation of its own: another process, with the same event.
      if (served === "handed over") return await deliver(type, actions, { ...settings, requestId });
      if (served === "stale") return { status: "stale" };
      const { ApiOrigin, CredentialVersion, Manifest: declared } = request.properties;
      deployed = {
        apiOrigin: ApiOrigin,
        credentialVersion: Number(CredentialVersion),
        manifestDigest: digestOfText(declared),
      };
      return { status: "SUCCESS", count: served.Count ?? "" };
    } catch (error) {
      return { status: "FAILED", reason: toAnswerableReason(error, { type }) };
    }
  };

  /** Operations Cliq has received since the last time this was asked. */
  let seen = 0;
  const newCalls = (): string[] => {
    const calls = model.calls().slice(seen);
    seen = model.calls().length;
    return calls.map(({ operation }) => operation ?? "").filter((operation) => operation !== "token");
  };
  return {
    model,
    clock,
    /** Cliq as an operator's verb reaches it. */
    connect: (): CliqConnection => ({ origin, tokens: ownTokens(), send, clock }),
    /** The access is given anew: by another user, or the first one again. */
    authorize: (client: ZohoClient): void => void (access = client),
    files,
    /** Puts another signing key in the place of the one whose digests the functions have. */
    replaceKey: (): void => void (key = new Uint8Array(32).fill(8)),
    warnings,
    ledger,
    deliver,
    checkDrift,
    newCalls,
    handOvers: () => handOvers,
    /** What the answers told an operator besides. */
    notes: (): readonly string[] => notes,
    dieAt: life.die,
    interruptAt: life.interrupt,
  };
}
