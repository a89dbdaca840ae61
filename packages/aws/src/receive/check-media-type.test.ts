import { expect, test } from "vitest";
import { checkMediaType } from "./check-media-type.ts";

const check = (headers: Record<string, unknown>) => (): void =>
  checkMediaType({ headers: headers as Record<string, string>, body: "" });

test.each([
  {},
  ...[
    "application/json",
    " Application/JSON ;",
    "application/json;charset=utf8",
    'application/json ; charset="UTF-8"',
  ].map((type) => ({ "content-type": type })),
  { "content-encoding": "identity" },
  { "content-encoding": " Identity " },
])("headers %j are taken", (headers) => {
  expect(check(headers)).not.toThrow();
});

test.each([
  ...[
    "",
    "text/json",
    "application/json2",
    "x application/json",
    "application/json; charset=latin1",
    7,
    ["application/json"],
  ].map((type) => ["content-type", { "content-type": type }] as const),
  ...["", "gzip", "identity, gzip", 7, ["identity"]].map(
    (encoding) => ["content-encoding", { "content-encoding": encoding }] as const,
  ),
])("the %s of %j is refused by name", (message, headers) => {
  expect(check(headers)).toThrow(expect.objectContaining({ code: "unsupported_media_type", message }));
});
