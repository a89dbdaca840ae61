import { expect, it } from "vitest";

import { matchRoute } from "./match-route.ts";

const routes = [
  "GET /pets/dog/1",
  "GET /pets/dog/{id}",
  "GET /pets/{proxy+}",
  "ANY /pets/{proxy+}",
  "ANY /pets/dog/{id}",
  "POST /actions/{slug}/{credential}",
  "GET /",
].map((routeKey) => ({ routeKey, integrationId: "one" }));
const match = (method: string, path: string, among = routes): string | undefined =>
  matchRoute(among, method, path.slice(1).split("/"))?.route.routeKey;

it("prefers a literal to a parameter, that to a greedy one, and a method to ANY", () => {
  expect(match("GET", "/pets/dog/1")).toBe("GET /pets/dog/1");
  expect(match("GET", "/pets/dog/2")).toBe("GET /pets/dog/{id}");
  expect(match("PUT", "/pets/dog/1")).toBe("ANY /pets/dog/{id}");
  expect(match("GET", "/pets/cat/1")).toBe("GET /pets/{proxy+}");
  expect(match("PUT", "/pets/cat/1")).toBe("ANY /pets/{proxy+}");
  expect(match("GET", "/")).toBe("GET /");
});

it("takes nothing for a path with other segments, be it one slash more, upper case or a dot", () => {
  for (const path of [
    "/actions/a",
    "/actions/a/b/",
    "/actions//b",
    "//actions/a/b",
    "/Actions/a/b",
    "/actions/a/b/c",
    "/actions/a/",
    "/x/../actions/a/b",
    "/pets",
  ]) {
    expect(
      match(
        "POST",
        path,
        routes.filter(({ routeKey }) => !routeKey.startsWith("ANY")),
      ),
      path,
    ).toBeUndefined();
  }
  expect(match("GET", "/actions/a/b", routes.slice(5, 6))).toBeUndefined();
});

it("names the parameters, a greedy one with all that is left", () => {
  expect(matchRoute(routes, "POST", ["actions", "ring-bell", "abc"])?.pathParameters).toEqual({
    slug: "ring-bell",
    credential: "abc",
  });
  expect(matchRoute(routes, "GET", ["pets", "cat", "1", ""])?.pathParameters).toEqual({ proxy: "cat/1/" });
});

it("falls back to $default", () => {
  expect(match("PUT", "/anything", [...routes, { routeKey: "$default", integrationId: "two" }])).toBe("$default");
});
