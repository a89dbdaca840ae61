import { banner, card, openUrl, text, toResponseBody, table } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { readReply } from "./read-reply.ts";

const headers = { "content-type": "application/json" };
const times = (count: number, item: object) => Array.from({ length: count }, () => item);
const replied = (output: unknown) => readReply({ status: 200, headers, body: JSON.stringify({ output }) });

test.each([
  ["", "nothing to show"],
  [{ text: "Hi" }, "a text"],
  [{ type: "banner", status: "failure", text: "No" }, "a banner"],
  [
    {
      card: { title: "T" },
      slides: [{ type: "text", data: "x" }],
      buttons: [{ label: "Open", action: { type: "open.url" } }],
    },
    "a card",
  ],
  [{ type: "form", title: "T", name: "t", inputs: [{}], action: { type: "invoke.function", name: "f" } }, "a form"],
])("%j is %s Cliq can show", (output, _what) => {
  expect(replied(output)).toEqual({ output });
});

test.each([
  [{ type: "banner", status: "ok", text: "No" }, /"success" or "failure"/],
  [{ type: "banner", status: "success", text: "" }, /needs a text/],
  [{ type: "message_edit", text: "x" }, /cannot reply with the type "message_edit"/],
  [{ text: "x".repeat(5_001) }, /5001 characters of text; Cliq takes at most 5000/],
  [{ text: "x", buttons: times(6, { label: "a", action: {} }) }, /6 buttons/],
  [{ text: "x", buttons: [{ label: "x".repeat(21), action: {} }] }, /21 characters of button label/],
  [{ text: "x", buttons: [{ label: "x" }] }, /Button 1 needs/],
  [{ text: "x", slides: times(21, { type: "text", data: "x" }) }, /21 slides/],
  [{ text: "x", slides: [{ type: "table" }] }, /Slide 1 needs/],
  [{ card: { title: "x".repeat(201) } }, /201 characters of card title/],
  [{ card: { title: "x", buttons: [] } }, /beside the card/],
  [{ slides: [] }, /needs a text or a card/],
  [{ type: "form", title: "T", name: "t", inputs: times(26, {}), action: { name: "f" } }, /26 inputs/],
  [{ type: "form", title: "T", name: "t", inputs: [{}] }, /name of a function/],
  [null, /neither an object/],
  [["x"], /neither an object/],
])("%j is a problem", (output, problem) => {
  expect(replied(output)).toEqual({ output, problem: expect.stringMatching(problem) });
});

test.each([
  [{ status: 500, headers, body: '{"output":""}' }, /status 500/],
  [{ status: 204, headers, body: "" }, /status 204/],
  [{ status: 200, headers: { "content-type": "text/html" }, body: '{"output":""}' }, /Content-Type is "text\/html"/],
  [{ status: 200, headers, body: '{"output":' }, /not JSON/],
  [{ status: 200, headers, body: '{"text":"no envelope"}' }, /envelope/],
])("%j has nothing Cliq can show", (response, problem) => {
  expect(readReply(response)).toEqual({ problem: expect.stringMatching(problem) });
});

test("replies built with core are shown as they are", () => {
  const slides = [table(["Field", "Value"], [["Number", "7"]])];
  const buttons = [openUrl("Open", "https://example.com")];
  const replies = [text("Hi"), banner("Done"), card({ title: "Ticket", text: "Opened", slides, buttons })];
  for (const reply of replies) {
    expect(readReply({ status: 200, headers, body: toResponseBody(reply) })).not.toHaveProperty("problem");
  }
});
