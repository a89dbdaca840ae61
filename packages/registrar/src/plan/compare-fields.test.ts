import { expect, test } from "vitest";
import { desire, show } from "../testing/plain-items.ts";
import { compareFields, toManagedFields, toShowable, toShownFields } from "./compare-fields.ts";

test("each field is the same, drifted, or not to be verified where Cliq shows nothing", () => {
  const wanted = { name: "A", hint: "B", message_types: ["text", "link"], scope: "team", status: "on" };
  const shown = { name: "A", hint: "C", message_types: ["link", "text"], status: "off", more: 1 };
  expect(compareFields(shown, wanted, { status: "off" })).toEqual([
    { field: "name", verdict: "same", wanted: "A", held: "A" },
    { field: "hint", verdict: "drifted", wanted: "B", held: "C" },
    { field: "message_types", verdict: "same", wanted: ["text", "link"], held: ["link", "text"] },
    { field: "scope", verdict: "unverifiable", wanted: "team" },
    { field: "status", verdict: "same", wanted: "on", held: "off" },
  ]);
  expect(compareFields(shown, { status: "on" })).toMatchObject([{ verdict: "drifted" }]);
});

test("the credential of a URL is not shown, what is wanted and held alike", () => {
  const url = (credential: string): string => `https://a.example/actions/a/${credential}`;
  const [verdict] = compareFields({ execution_url: url("credential-one") }, { execution_url: url("credential-two") });
  expect(verdict).toEqual({ field: "execution_url", verdict: "drifted", wanted: url("…"), held: url("…") });
  expect([toShowable("n", 7), toShowable("n", ["Bearer abcdefgh"])]).toEqual([7, ["Bearer abcdefgh"]]);
  // Of a URL of another form nobody knows what in it opens something; elsewhere an address is one.
  const other = "https://b.example/hook?key=k";
  expect([toShowable("execution_url", other), toShowable("hint", other)]).toEqual(["https://b.example/…", other]);
  expect([toShowable("execution_url", "no URL"), toShowable("hint", "Bearer abcdefgh")]).toEqual(["…", "Bearer …"]);
});

test("what is looked after of an item is what Cliq shows, its permissions or script, its icon and its handlers", () => {
  const fields = { name: "A" };
  const action = { permissions: ["chat"], script: undefined, image: undefined };
  const asset = (sha256: string): object => ({ key: "k", sha256 });
  expect(toManagedFields({ ...desire("a", { fields }), ...action })).toEqual({
    name: "A",
    permissions: ["chat"],
  });
  expect(
    toManagedFields({ ...desire("a", { fields }), ...action, script: asset("s"), image: asset("i") } as never),
  ).toEqual({
    name: "A",
    script: "s",
    image: "i",
  });
  const handlers = [
    { type: "form_submit_handler", permissions: ["user"] },
    { type: "form_change_handler", permissions: [] },
  ];
  expect(toManagedFields({ ...desire("a/f", { fields }), functionType: "form", handlers } as never)).toEqual({
    name: "A",
    handlers: ["form_submit_handler", "form_change_handler"],
    "permissions of form_submit_handler": ["user"],
    "permissions of form_change_handler": [],
  });
  expect(toManagedFields(desire("a", { fields }))).toEqual({ name: "A" });
});

test("what is shown of an item has its handlers by type, and what else was read", () => {
  const shown = { id: "1", handlers: [{ type: "form_submit_handler", x: 1 }] };
  expect(toShownFields(show("1", { shown }), { script: "s" })).toEqual({
    id: "1",
    handlers: ["form_submit_handler"],
    script: "s",
  });
  expect(toShownFields(show("1", { shown: { id: "1", handlers: "x" } }))).toEqual({ id: "1", handlers: undefined });
});
