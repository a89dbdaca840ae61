import { ActionsError, NotAllowed, UpstreamFailed, UserError } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { NotConfigured } from "./not-configured.ts";
import { Misconfigured, Unauthenticated } from "./refusals.ts";
import { logOf } from "./testing/log-of.ts";
import { environment, freshBody, post, serveWith } from "./testing/webhook.ts";

class Claiming extends ActionsError {
  readonly code: string;

  constructor(code: string) {
    super("words of people");
    this.code = code;
  }
}

const withGetters = (): unknown => {
  const error = new Error("words of people");
  for (const key of ["name", "message", "stack", "cause", "code"]) {
    Object.defineProperty(error, key, {
      get: () => {
        throw new Error("no");
      },
    });
  }
  return error;
};
const proxy = (): object =>
  new Proxy(new Error("words of people"), {
    get: () => {
      throw new Error("no");
    },
    getPrototypeOf: () => {
      throw new Error("no");
    },
  });
const cyclic = (): Error => {
  const error = new Error("words of people");
  return Object.assign(error, { cause: error });
};
const reject = (reason: unknown) => (): Promise<never> => Promise.reject(reason);
const fail = (reason: unknown) => (): never => {
  throw reason;
};

const somethingWentWrong = "Something went wrong. (ref 7f3a1c2e)";

test.each<[string, () => unknown, string, string]>([
  ["rejects with undefined", reject(undefined), "bug", somethingWentWrong],
  ["throws null", fail(null), "bug", somethingWentWrong],
  ["throws a string", fail("words of people"), "bug", somethingWentWrong],
  ["throws a symbol", fail(Symbol("words of people")), "bug", somethingWentWrong],
  ["throws an object without prototype", fail(Object.create(null)), "bug", somethingWentWrong],
  ["throws an error with no name", fail(Object.assign(new Error("x"), { name: undefined })), "bug", somethingWentWrong],
  [
    "throws an error whose name is an object",
    fail(Object.assign(new Error("x"), { name: {} })),
    "bug",
    somethingWentWrong,
  ],
  [
    "throws an error that quotes people in its name",
    fail(Object.assign(new Error("x"), { name: "words of people" })),
    "bug",
    somethingWentWrong,
  ],
  [
    "throws an error whose stack is a number",
    fail(Object.assign(new Error("x"), { stack: 7 })),
    "bug",
    somethingWentWrong,
  ],
  ["throws an error whose getters throw", () => fail(withGetters())(), "bug", somethingWentWrong],
  ["throws a proxy", () => fail(proxy())(), "bug", somethingWentWrong],
  ["throws an error that causes itself", () => fail(cyclic())(), "bug", somethingWentWrong],
  ["throws an empty UserError", fail(new UserError("")), "bug", somethingWentWrong],
  ["throws a blank UserError", fail(new UserError(" \n")), "bug", somethingWentWrong],
  [
    "throws a UserError whose message is a number",
    fail(Object.assign(new UserError("x"), { message: 7 })),
    "bug",
    somethingWentWrong,
  ],
  ["throws an error that claims to be a reply", fail(new Claiming("replied")), "bug", somethingWentWrong],
  ...[
    "unauthenticated",
    "stale_invocation",
    "payload_too_large",
    "unsupported_media_type",
    "user_error",
    "not_allowed",
    "paused",
  ].map((code): [string, () => unknown, string, string] => [
    `throws an error that claims to be harmless: ${code}`,
    fail(new Claiming(code)),
    "bug",
    somethingWentWrong,
  ]),
  [
    "throws a failure of a system without a name",
    fail(Object.assign(new UpstreamFailed("x"), { system: 5 })),
    "bug",
    somethingWentWrong,
  ],
  ["throws a refusal of its own", fail(new Unauthenticated("x")), "bug", somethingWentWrong],
  ...["Quota", "quota used", "9lives", "q".repeat(41), ""].map((code): [string, () => unknown, string, string] => [
    `throws an error whose code is ${JSON.stringify(code)}`,
    fail(new Claiming(code)),
    "bug",
    somethingWentWrong,
  ]),
  ["throws an error with its own code", fail(new Claiming("quota_used_up")), "quota_used_up", somethingWentWrong],
  ["throws a UserError", fail(new UserError("Already closed")), "user_error", "Already closed"],
  ["throws that a person is not allowed", fail(new NotAllowed("Not for you")), "not_allowed", "Not for you"],
  [
    "throws a UserError with a code of its own",
    fail(Object.assign(new UserError("No"), { code: "quota_used_up" })),
    "user_error",
    "No",
  ],
  [
    "names no secret",
    fail(new NotConfigured("There is no secret")),
    "misconfigured",
    "This action is not set up yet. Tell whoever looks after it. (ref 7f3a1c2e)",
  ],
  [
    "meets a system that fails",
    fail(new UpstreamFailed("desk")),
    "upstream_failed",
    "The desk is not answering. Try again. (ref 7f3a1c2e)",
  ],
  [
    "meets a system with a long name",
    fail(new UpstreamFailed("d".repeat(101))),
    "upstream_failed",
    `The ${"d".repeat(100)} is not answering. Try again. (ref 7f3a1c2e)`,
  ],
  ...(
    [
      [{ status: 503 }, true],
      [{ status: "429 Too Many Requests" }, true],
      [{ status: "ThrottlingException" }, true],
      [{ status: "ProvisionedThroughputExceededException" }, true],
      [{ status: "TimeoutError" }, true],
      [{ status: "500 InternalServerError" }, true],
      [{ errno: "ECONNRESET" }, true],
      [{ status: 408 }, true],
      [{ status: "InternalServerError" }, true],
      [{ status: "ServiceUnavailableException" }, true],
      ...[
        "deadline",
        "Error",
        "aborted",
        "ClientAborted",
        "AbortError",
        "request_abort",
        "requestabort",
        "timeout",
        "time-out",
        "timed-out",
        "TimedOutException",
        "ConnectTimeoutError",
        "throttled",
        "RequestThrottledException",
        "too many requests",
        "TooManyRequests",
        "RequestTooManyRequestsException",
        "request_limit",
        "RequestLimitExceeded",
        "RequestLimit exceeded",
        "throughputexceeded",
        "Throughput exceeded",
        "slowdown",
        "slow_down",
        "ServiceUnavailable",
        "unavailable",
        "internal",
        "Internal Server Error",
        "INTERNAL_SERVER_ERROR",
        "InternalServiceException",
        "internal_failure",
        "InternalFailure",
        "InternalServerFault",
        "TransactionInProgressException",
      ].map((status) => [{ status }, true] as const),
      ...["SyntaxError", "Never unavailable", "errors", "Internal Servers", "Requests limited", "Sheet 503"].map(
        (status) => [{ status }, false] as const,
      ),
      [{ status: 501 }, false],
      [{ status: 505 }, false],
      [{ status: "ServiceUnavailableInRegion" }, false],
      [{ status: "NotAuthorizedTimeoutSetting" }, false],
      [{ errno: "EPROTO" }, false],
      [{ errno: "EAI_FAIL" }, false],
      [{ errno: "BODY_TOO_LARGE", transient: false }, false],
      [{ errno: "ECONNRESET", transient: false }, false],
      [{ status: 400 }, false],
      [{ status: 403 }, false],
      [{ status: "AccessDeniedException" }, false],
      [{ status: "ResourceNotFoundException" }, false],
      [{ status: "5 sheets" }, false],
      [{ errno: "CERT_HAS_EXPIRED" }, false],
      [{ errno: "ENOTFOUND" }, false],
    ] as const
  ).map(([reason, passes]): [string, () => unknown, string, string] => [
    `meets ${JSON.stringify(reason)}`,
    fail(new UpstreamFailed("desk", reason)),
    "upstream_failed",
    passes
      ? "The desk is not answering. Try again. (ref 7f3a1c2e)"
      : "The desk is not answering as it should. Tell whoever looks after this action. (ref 7f3a1c2e)",
  ]),
])("an action that %s is answered, and is one line in the log", async (_name, execute, outcome, text) => {
  const { answer, lines } = await logOf(() => post(serveWith(environment, execute), freshBody()));
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body ?? "")).toEqual({ output: { type: "banner", status: "failure", text } });
  expect(lines).toMatchObject([{ Outcome: outcome, Invocations: 1, status: 200, reference: "7f3a1c2e" }]);
  expect(JSON.stringify(lines)).not.toContain("words of people");
});

test("an action's own frames are told behind those of a library, as deep as that goes", async () => {
  const library = (depth: number): never => {
    if (depth > 0) return library(depth - 1);
    throw new Error("x");
  };
  function ofTheAction(): never {
    return library(12);
  }
  const { lines } = await logOf(() => post(serveWith(environment, ofTheAction), freshBody()));
  expect(JSON.stringify(lines)).toContain("at ofTheAction (");
});

test.each<[string, () => unknown]>([
  ["undefined", () => undefined],
  ["null", () => null],
  ["a string", () => "words of people"],
  ["an empty object", () => ({})],
  ["a literal that looks like a reply", () => ({ type: "banner", text: "words of people" })],
  ["a proxy", proxy],
  ["a value that holds itself", () => cyclic()],
])("an action that replies with %s is answered, and is one line in the log", async (_name, execute) => {
  const { answer, lines } = await logOf(() => post(serveWith(environment, execute), freshBody()));
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body ?? "")).toEqual({
    output: { type: "banner", status: "failure", text: somethingWentWrong },
  });
  expect(lines).toHaveLength(1);
  expect(["replied", "user_error"]).not.toContain(lines[0]?.Outcome);
});

test("an action that lacks an environment variable is misconfigured, and the log says which", async () => {
  const missing = fail(new Misconfigured("Environment variable TABLE_NAME is not set"));
  const { answer, lines } = await logOf(() => post(serveWith(environment, missing), freshBody()));
  expect(answer.statusCode).toBe(503);
  expect(lines).toMatchObject([
    { Outcome: "misconfigured", error: { detail: "Environment variable TABLE_NAME is not set" } },
  ]);
});

test("the log tells the code of a failure and of its cause, and no address", async () => {
  const cause = Object.assign(new Error("words of people"), { code: "ECONNRESET" });
  const failure = new UpstreamFailed("desk", { status: "503 of https://user:pass@desk.example/x?key=1", cause });
  const { lines } = await logOf(() => post(serveWith(environment, fail(failure)), freshBody()));
  expect(lines).toMatchObject([
    { error: { name: "upstream_failed", detail: "desk 503 of (url)", cause: { name: "Error", code: "ECONNRESET" } } },
  ]);
});
