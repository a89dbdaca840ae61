import { expect, test } from "vitest";
import { isLoopback, originOf } from "./origin-of.ts";

const declared = "https://api.example.com";
const configured = (origins: object, slug = "post-note"): NodeJS.ProcessEnv => ({
  CONNECTION_ORIGINS: JSON.stringify(origins),
  ACTION_SLUG: slug,
});

test.each<[string, NodeJS.ProcessEnv, string]>([
  ["as declared", {}, declared],
  ["as declared where nothing is configured", { CONNECTION_ORIGINS: "" }, declared],
  ["as declared where another is configured", configured({ pager: "https://a.example" }), declared],
  ["as configured by name", configured({ statusPage: "https://A-1.example:8443" }), "https://A-1.example:8443"],
  [
    "as configured for the action",
    configured({ "post-note/statusPage": "http://127.0.0.1:80" }),
    "http://127.0.0.1:80",
  ],
  [
    "as configured by name first",
    configured({ statusPage: "http://localhost", "post-note/statusPage": "https://a.example" }),
    "http://localhost",
  ],
  ["on this machine by IPv6", configured({ statusPage: "http://[::1]:8080" }), "http://[::1]:8080"],
])("a connection leads %s", (_name, environment, origin) => {
  expect(originOf("statusPage", declared, environment)).toBe(origin);
});

test.each([
  "http://a.example",
  "http://127.0.0.1:123456",
  "http://localhost.evil.example",
  "see http://localhost",
  "see https://a.example",
  "https://a.example/v1",
  "http://a.example/http://localhost",
  "http://a.example/https://b.example",
  "https://-a.example",
  "https://a.example:99999",
  ["https://a.example"],
])("no connection leads to %j", (origin) => {
  expect(() => originOf("statusPage", declared, configured({ statusPage: origin }))).toThrow(
    expect.objectContaining({
      code: "misconfigured",
      message: "The origin of connection statusPage must be an https origin without a path",
    }),
  );
});

test.each(["no JSON", "7", "null"])("origins of %s are no object", (text) => {
  expect(() => originOf("statusPage", declared, { CONNECTION_ORIGINS: text })).toThrow(
    "CONNECTION_ORIGINS is not a JSON object",
  );
});

test("only what is on this machine and in the clear is a loopback", () => {
  const origins = [
    "http://a.example/http://localhost",
    "http://127.0.0.1:1",
    "http://localhost",
    "http://[::1]",
    "https://localhost",
    declared,
  ];
  expect(origins.filter(isLoopback)).toEqual(["http://127.0.0.1:1", "http://localhost", "http://[::1]"]);
});
