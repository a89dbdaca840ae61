import { addClient, issueGrantCode, issueRefreshToken } from "./accounts/add-client.ts";
import { handleAccounts } from "./accounts/handle-accounts.ts";
import { addAccessToken } from "./accounts/mint-access-token.ts";
import type { CallRecord } from "./calls.ts";
import type { ChatPost } from "./chat/chat-post.ts";
import type { FakePerson } from "./chat/fake-person.ts";
import type { CliqModelOptions } from "./cliq-model-options.ts";
import { createCliqState } from "./cliq-state.ts";
import { checkDeliveryFault } from "./delivery/check-delivery-fault.ts";
import type { DeliveryFault } from "./delivery/delivery-fault.ts";
import { takeDeliveryFaults } from "./delivery/take-delivery-faults.ts";
import { checkFault, checkOutage } from "./faults/check-fault.ts";
import type { Fault } from "./faults/fault.ts";
import { tellPending, type ToldFault, type Pending, type Counted } from "./faults/pending.ts";
import type { Outage } from "./faults/outage.ts";
import type { FunctionUse } from "./uses/function-use.ts";
import { toFunctionRequest } from "./uses/to-function-request.ts";
import type { RegisteredFunction } from "./functions/registered-function.ts";
import { chooseAction } from "./invocation/choose-action.ts";
import type { ActionChoice, InvocationRequest } from "./invocation/invocation.ts";
import type { LateReply } from "./chat/late-reply.ts";
import { takeDownload } from "./invocation/attachments.ts";
import { takeLateReply } from "./invocation/late-replies.ts";
import { toInvocationRequest } from "./invocation/to-invocation-request.ts";
import type { RegisteredAction } from "./message-actions/registered-action.ts";
import { actAs, type PersonAtWork } from "./people/act-as.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "./plain-http.ts";
import { handleRest } from "./server/handle-rest.ts";

/** What a self client of the API console knows about itself. */
export interface ZohoClient {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** A Cliq organisation with its accounts server, without I/O, clock or chance: what it does follows from its calls. */
export interface CliqModel extends Readonly<ZohoClient> {
  /** Answers one HTTP request at `now` (milliseconds since 1970): REST v3 under `/api/v3`, accounts under `/oauth/v2`. */
  handle(request: PlainRequest, now: number): PlainResponse;
  /** Good once, for three minutes. */
  readonly grantCode: string;
  readonly organizationId: string;
  /** The registrar's user. */
  readonly person: FakePerson;
  /** What Cliq holds, in order of creation. */
  actions(): readonly RegisteredAction[];
  /** The functions Cliq holds, in order of creation. */
  functions(): readonly RegisteredFunction[];
  /** The last calls, oldest first; at least 10,000 are kept. */
  calls(): readonly CallRecord[];
  /** Makes calls fail, and gives the fault's id; throws a sentence when no call could ever meet the fault as meant. */
  inject(fault: Fault): string;
  /** Makes clicks reach their action in another way than they should, and gives the fault's id. */
  injectDelivery(fault: DeliveryFault): string;
  /** The faults that have yet to happen. */
  pendingFaults(): { rest: readonly ToldFault<Fault>[]; delivery: readonly ToldFault<DeliveryFault>[] };
  /** Takes one fault back; throws a sentence when there is none of this id. */
  withdrawFault(id: string): void;
  clearFaults(): void;
  /** Puts a part of Zoho out of order for a time of Cliq's clock; `clearFaults` leaves it. */
  addOutage(outage: Outage): void;
  /** Someone who works in Cliq's own pages, past all thresholds and faults. */
  actAs(person: FakePerson): PersonAtWork;
  /** Another client; of the same person it spends the same budget. */
  addClient(client?: { person?: FakePerson; scopes?: readonly string[] }): ZohoClient;
  /** A new grant code for a client, the first one when none is named, and for these scopes, the client's when none are. */
  issueGrantCode(now: number, clientId?: string, scopes?: readonly string[]): string;
  /** An access token of the first client's person that costs nothing of the accounts server's budget. */
  issueAccessToken(now: number, scopes?: readonly string[]): string;
  /** The request Cliq makes when a person picks an action; throws a sentence when Cliq would not offer it. */
  toInvocationRequest(choice: ActionChoice, now: number): InvocationRequest;
  /** The same, with the faults of delivery that are due; each time it is asked is a click. */
  toDelivery(choice: ActionChoice, now: number): { request: InvocationRequest; faults: readonly DeliveryFault[] };
  /** The same for a person who uses a button or a form; throws a sentence when Cliq would call no function. */
  toUse(use: FunctionUse, now: number): { request: InvocationRequest; faults: readonly DeliveryFault[] };
  /** Messages that came through the API, oldest first. */
  posts(): readonly ChatPost[];
  /** Replies that came through a `response_url`. */
  lateReplies(): readonly LateReply[];
}

const callsKept = 10_000;

/** Creates an organisation with one client, whose person is the registrar's user, and no actions or functions. */
export function createCliqModel(options: CliqModelOptions = {}): CliqModel {
  const state = createCliqState(options);
  const { person, scopes, organizationId } = state.options;
  const client = addClient(state, person, scopes);
  const grantCode = issueGrantCode(state, client);
  const refreshToken = issueRefreshToken(state, client).token;

  let injected = 0;
  function addPending<Any extends Counted>(pending: Pending<Any>[], fault: Any): string {
    injected += 1;
    pending.push({ id: String(injected), fault, seen: 0 });
    return String(injected);
  }

  function record(request: PlainRequest, now: number): CallRecord {
    const path = request.path.startsWith("/api/") ? request.path : (request.path.split("?", 1)[0] ?? "");
    const call: CallRecord = { at: now, method: request.method, path, status: 0 };
    if (state.calls.length >= 2 * callsKept) state.calls.splice(0, callsKept);
    state.calls.push(call);
    return call;
  }

  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    grantCode,
    refreshToken,
    organizationId,
    person,
    handle(request, now) {
      state.accounts.startedAt ??= now;
      const call = record(request, now);
      const response =
        takeLateReply(state, request, now) ??
        takeDownload(state, request) ??
        (request.path.startsWith("/api/v3/")
          ? handleRest(state, request, now, call)
          : request.path.startsWith("/oauth/v2/")
            ? handleAccounts(state, request, now, call)
            : jsonResponse(404, JSON.stringify({ message: "The requested URL was not found." })));
      call.status = response.status;
      call.connection = response.connection;
      return response;
    },
    actions: () => [...state.actions.values()],
    functions: () => [...state.functions.values()],
    calls: () => state.calls,
    inject(fault) {
      checkFault(fault);
      return addPending(state.faults, fault);
    },
    injectDelivery(fault) {
      checkDeliveryFault(fault);
      return addPending(state.deliveryFaults, fault);
    },
    pendingFaults: () => ({ rest: tellPending(state.faults), delivery: tellPending(state.deliveryFaults) }),
    withdrawFault(id) {
      const isOther = (pending: { id: string }): boolean => pending.id !== id;
      if (state.faults.every(isOther) && state.deliveryFaults.every(isOther))
        throw new Error(`No fault has the id ${JSON.stringify(id)}.`);
      state.faults = state.faults.filter(isOther);
      state.deliveryFaults = state.deliveryFaults.filter(isOther);
    },
    clearFaults() {
      state.faults = [];
      state.deliveryFaults = [];
    },
    addOutage(outage) {
      checkOutage(outage);
      state.outages.push(outage);
    },
    actAs: (someone) => actAs(state, someone),
    addClient(other = {}) {
      const added = addClient(state, other.person ?? person, other.scopes ?? scopes);
      const { clientId, clientSecret } = added;
      return { clientId, clientSecret, refreshToken: issueRefreshToken(state, added).token };
    },
    issueGrantCode(now, clientId = client.clientId, wanted) {
      const owner = state.accounts.clients.get(clientId);
      if (owner === undefined) throw new Error(`No client has the id ${clientId}.`);
      return issueGrantCode(state, owner, now, wanted);
    },
    issueAccessToken: (now, wanted = scopes) => addAccessToken(state, { person, scopes: wanted }, now).token,
    toInvocationRequest: (choice, now) => toInvocationRequest(state, chooseAction(state, choice), choice, now),
    toDelivery(choice, now) {
      const action = chooseAction(state, choice);
      const faults = takeDeliveryFaults(state.deliveryFaults, action.name);
      return { request: toInvocationRequest(state, action, choice, now, faults), faults };
    },
    toUse: (use, now) => toFunctionRequest(state, use, now),
    posts: () => state.posts,
    lateReplies: () => state.lateReplies,
  };
}
