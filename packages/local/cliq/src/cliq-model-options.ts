import type { FakeChat } from "./chat/fake-message.ts";
import type { FakePerson } from "./chat/fake-person.ts";
import type { Outage } from "./faults/outage.ts";
import type { OperationName } from "./operation-name.ts";
import type { RefusalCode } from "./rest/refusal-table.ts";
import type { Showing } from "./rest/shown.ts";

/** How a model behaves where the documents leave a choice, and who lives in it. All have a default. */
export interface CliqModelOptions extends Showing {
  /** Every id and token follows from it. */
  seed?: number;
  organizationId?: string;
  /** The person who authorised the first client: the registrar's user. */
  person?: FakePerson;
  /** Scopes of the first client. */
  scopes?: readonly string[];
  /** Origin of the URLs in events (`response_url`, attachments). */
  origin?: string;
  /** When the first grant code was issued, milliseconds since 1970; the first call seen when absent. */
  startedAt?: number;

  /** Among whom the name of an action, and that of a function, is unique. */
  uniqueNames?: "organization" | "creator";
  /** Whether a name that differs only by case is another name. */
  nameCase?: "matters" | "ignored";
  /** How many actions the organisation may have. */
  maxActions?: number;
  /** How many functions the organisation may have. */
  maxFunctions?: number;
  /**
   * Whether a function takes a second handler of a type it has: the new one replaces it, as Zoho's examples of new handlers
   * suggest (each is the function's own main one), or it is refused. UNKNOWN.
   */
  repeatedHandlers?: "refused" | "replaced";
  /** Whether reads of webhook actions and functions show `execution_url` and `permissions`. */
  reads?: "full" | "sparse";
  /** Whether the API sets the permissions of a handler, or only ever adds to them. */
  permissionChanges?: "replace" | "add";
  /** Whether a person may change another's action through the API. */
  foreignEdits?: "allowed" | "forbidden";
  /** Which actions the API knows for a person: all that are available to them, or those they made. */
  visibility?: "available" | "own";
  /** Ids that every call refuses as `invalid_inputs`; read at each call, so that a test may add to the set. */
  refusedIds?: ReadonlySet<string>;
  /** How long the list lags behind creates and deletes. */
  listDelayMs?: number;

  /** When which part of Zoho is out of order; see also `addOutage` of the model. */
  outages?: readonly Outage[];
  /** The form a refusal by threshold takes: 429 with a message, 400 with `request_limit_exceeded`, or other products' codes. */
  throttleForm?: ThrottleForm;
  /** Value of `Retry-After` on such refusals; the header is absent when this is. */
  retryAfter?: string;
  /** Calls per minute where they differ from the documented ones. */
  thresholds?: Partial<Record<OperationName, number>>;
  /** HTTP statuses where they differ from the table of refusals. */
  statuses?: Partial<Record<RefusalCode, number>>;
  /** What an answer with status 404 carries: Cliq's JSON, nothing, a page or a word. */
  notFoundForm?: "json" | "empty" | "html" | "text";
  /** How a token that does not work is refused: 401 with a message, or 400 with `oauthtoken_invalid`. */
  badTokenForm?: 401 | 400;
  /** How a token that lacks a scope is refused. */
  missingScopeCode?: "oauthtoken_scope_invalid" | "oauth_scope_invalid";

  /** What the token answers say in `expires_in`; `null` leaves it out. Seconds are documented, milliseconds seen. */
  expiresIn?: number | string | null;
  accessTokenLifetimeMs?: number;
  grantCodeLifetimeMs?: number;
  /** Access tokens of one refresh token that work at a time; one more ends the oldest. */
  activeAccessTokens?: number;
  /** HTTP status of the refusal after ten access tokens in ten minutes. */
  accessDeniedStatus?: 400 | 200;

  /** Chats that there are besides those in which people choose and use something. */
  chats?: readonly FakeChat[];
  /** Who may post to a chat through the API: who is in it, or everybody. UNKNOWN. */
  posting?: "members" | "anybody";

  /** Who can call a function, whose scope is `personal`: everybody, or who has made it. UNKNOWN. */
  functionCallers?: "anybody" | "creator";
  /** What handlers of functions are called in events: as in those of extensions, or as in the REST API. */
  handlerNames?: "event" | "rest";
  /**
   * How values of a form come whose shape no document has: as objects like the documented ones, or as plain texts, where
   * inputs without a value come too.
   */
  unknownValues?: "objects" | "plain";

  /** Whether events carry a `response_url`, where the documents have one. */
  responseUrl?: "absent" | "present";
  /** How long and how often a `response_url` takes replies. UNKNOWN. */
  responseUrlLifetimeMs?: number;
  responseUrlUses?: number;
  /** The `type` of a message with a link in events. */
  linkMessageType?: "text" | "link";
  /** RSA private key (PEM) that signs events in `X-Cliq-Signature`; no header when absent. */
  signingKey?: string;
}

/** How a refusal by threshold can look. */
export type ThrottleForm = 429 | 400 | "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED" | "URL_FIXED_THROTTLES_LIMIT_EXCEEDED";

/** The person whose account the registrar uses, unless another is given. */
const jordan: FakePerson = {
  id: "64827311",
  firstName: "Jordan",
  lastName: "Ellis",
  email: "jordan.ellis@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
  admin: true,
};

const defaults = {
  seed: 1,
  organizationId: "60021458731",
  person: jordan,
  scopes: [
    "ZohoCliq.messageactions.CREATE",
    "ZohoCliq.messageactions.READ",
    "ZohoCliq.messageactions.UPDATE",
    "ZohoCliq.messageactions.DELETE",
    "ZohoCliq.Functions.CREATE",
    "ZohoCliq.Functions.READ",
    "ZohoCliq.Functions.UPDATE",
    "ZohoCliq.Functions.DELETE",
    "ZohoCliq.Webhooks.CREATE",
  ],
  origin: "https://cliq.zoho.com",
  uniqueNames: "organization",
  // UNKNOWN.
  nameCase: "matters",
  // The organisation's maxima are UNKNOWN.
  maxActions: Number.POSITIVE_INFINITY,
  maxFunctions: Number.POSITIVE_INFINITY,
  // UNKNOWN: a new function has its main handler, and yet the document's examples of adding one add just that.
  repeatedHandlers: "replaced",
  reads: "full",
  // INFERRED: the bots' page says "replaces".
  permissionChanges: "replace",
  foreignEdits: "allowed",
  // INFERRED from "all message actions available to the user".
  visibility: "available",
  refusedIds: new Set<string>(),
  listDelayMs: 0,
  outages: [],
  throttleForm: 429,
  thresholds: {},
  statuses: {},
  // The document says JSON for every error; bare, HTML and text are what gateways send (a text was seen LIVE).
  notFoundForm: "json",
  badTokenForm: 401,
  missingScopeCode: "oauthtoken_scope_invalid",
  expiresIn: 3600,
  accessTokenLifetimeMs: 3_600_000,
  grantCodeLifetimeMs: 180_000,
  activeAccessTokens: 15,
  accessDeniedStatus: 400,
  chats: [],
  posting: "members",
  functionCallers: "anybody",
  handlerNames: "event",
  unknownValues: "objects",
  responseUrl: "absent",
  responseUrlLifetimeMs: Number.POSITIVE_INFINITY,
  responseUrlUses: Number.POSITIVE_INFINITY,
  linkMessageType: "text",
} as const satisfies CliqModelOptions;

/** The options with every default filled in. */
export type ResolvedOptions = CliqModelOptions & Required<Pick<CliqModelOptions, keyof typeof defaults>>;

/** Fills in the defaults; an option given as `undefined` counts as absent. */
export function resolveOptions(options: CliqModelOptions): ResolvedOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
