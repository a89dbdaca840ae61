import { expect, it } from "vitest";
import type { HttpCall } from "./http-call.ts";
import { toNoAnswer } from "./to-no-answer.ts";

const call: HttpCall = {
  method: "GET",
  url: "https://cliq.zoho.com/api/v3/messageactions?secret=1",
  headers: {},
  timeoutMs: 300,
  maxResponseBytes: 1,
};
const origin = "https://cliq.zoho.com";

it.each([
  ["TIMEOUT", true, true, `${origin} did not answer within 300 ms`],
  ["TIMEOUT", false, true, `${origin} did not answer within 300 ms`],
  ["ABORTED", true, false, `The request to ${origin} was given up`],
  ["BODY_TOO_LARGE", true, false, `${origin} sent an answer too large to read`],
  ...[
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "EPROTO",
    "HOSTNAME_MISMATCH",
  ].flatMap((errno): [string, boolean, boolean, string][] => [
    [errno, false, false, `${origin} offers no TLS connection we can trust (${errno})`],
    // Once a request has left, the connection was trusted.
    [errno, true, true, `${origin} broke the connection (${errno})`],
  ]),
  ...["HPE_INVALID_CONSTANT", "ERR_HTTP_X", "ERR_INVALID_CHAR", "ERR_UNESCAPED_CHARACTERS"].flatMap((errno) =>
    [true, false].map((hasLeft): [string, boolean, boolean, string] => [
      errno,
      hasLeft,
      false,
      `${origin} does not speak HTTP (${errno})`,
    ]),
  ),
  ["ECONNREFUSED", false, true, `${origin} cannot be reached (ECONNREFUSED)`],
  ["ENOTFOUND_CERT_", false, true, `${origin} cannot be reached (ENOTFOUND_CERT_)`],
  ["ECONNRESET", true, true, `${origin} broke the connection (ECONNRESET)`],
  ["X_HPE_", true, true, `${origin} broke the connection (X_HPE_)`],
] as [string, boolean, boolean, string][])(
  "says what %s means, has the request left or not (%j)",
  (errno, hasLeft, transient, message) => {
    const error = Object.assign(new Error("words"), { code: errno });
    const expected = { kind: "no-answer", mayHaveArrived: hasLeft, transient, errno, message };
    expect(toNoAnswer(error, call, hasLeft)).toEqual(expected);
    // Where several addresses were tried, the first tells.
    const several = Object.assign(new AggregateError([error, new Error("b")]), { code: undefined });
    expect(toNoAnswer(several, call, hasLeft)).toEqual(expected);
  },
);

it.each([new Error("words"), { errors: [] }, { errors: "words" }, { code: 7 }])(
  "takes what says nothing for unknown: %j",
  (error) => {
    expect(toNoAnswer(error, call, false)).toMatchObject({
      errno: "UNKNOWN",
      message: `${origin} cannot be reached (UNKNOWN)`,
    });
  },
);
