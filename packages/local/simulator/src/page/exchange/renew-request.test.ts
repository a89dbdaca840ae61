import { expect, test } from "vitest";
import { type Repeatable, renewRequest, timeOf } from "./renew-request.ts";

const at = 1_760_000_000_000;
const later = at + 600_000;
const apiUrl = "http://127.0.0.1:4001";
const url = `${apiUrl}/actions/ring-bell/k3y`;
const click = (body: string, from = url): Repeatable => ({
  at,
  action: { slug: "ring-bell" },
  request: {
    method: "POST",
    url: from,
    headers: { "Content-Length": "9", host: "a", "user-agent": "ZohoCliq", connection: "close" },
    body,
  },
});
const place = (now = `${apiUrl}/actions/ring-bell/n3w`): Parameters<typeof renewRequest>[1] => ({
  apiUrl,
  actions: [{ slug: "ring-bell", url: now } as Parameters<typeof renewRequest>[1]["actions"][number]],
});

test("an event is as old as it was, and otherwise the same to the last digit", () => {
  const body = `{ "id": 12345678901234567890, "timestamp": ${at - 250}, "text": "\\u00fc" }`;
  expect(renewRequest(click(body), place(), later).body).toBe(body.replace(String(at - 250), String(later - 250)));
});

test("a time that was edited stays, and so does what is no event", () => {
  const body = JSON.stringify({ timestamp: at });
  const edited = JSON.stringify({ timestamp: 1 });
  expect(renewRequest(click(body), place(), later, edited).body).toBe(edited);
  expect(renewRequest(click(body), place(), later, "not { json").body).toBe("not { json");
  expect(renewRequest(click("not { json"), place(), later).body).toBe("not { json");
});

test("headers are kept, but for those that every request has of its own", () => {
  expect(renewRequest(click("{}"), place(), later).headers).toEqual({ "user-agent": "ZohoCliq" });
});

test("a click of an earlier start goes to the address that the action has now, one of this start to its own", () => {
  const body = "{}";
  expect(renewRequest(click(body), place(), later).url).toBe(url);
  const old = "http://127.0.0.1:9/actions/ring-bell/0ld";
  expect(renewRequest(click(body, old), place(), later).url).toBe(`${apiUrl}/actions/ring-bell/n3w`);
  expect(renewRequest(click(body, old), { apiUrl: "", actions: [] }, later).url).toBe(old);
});

test("the time of an event is its own, not that of something inside it", () => {
  expect(timeOf(JSON.stringify({ params: { timestamp: 1 }, timestamp: at }))).toBe(at);
  expect([timeOf("[]"), timeOf("null"), timeOf(""), timeOf('{"timestamp":"1"}')]).toEqual(Array(4).fill(undefined));
});
