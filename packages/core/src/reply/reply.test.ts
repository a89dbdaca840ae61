import { expect, test } from "vitest";
import { banner } from "./banner.ts";
import { copyText, openUrl, systemCall } from "./button.ts";
import { toResponseBody } from "./envelope.ts";
import { excerpt, markup } from "./markup.ts";
import { card, text } from "./reply.ts";
import { images, label, list, paragraph, table } from "./slide.ts";

test("text people wrote is inert unless the author says otherwise", () => {
  expect(text("*hi* @all").text).toBe("*\u200Bhi*\u200B @\u200Ball");
  expect(text(markup`*${"*hi*"}* in ${3} parts`).text).toBe("**\u200Bhi*\u200B* in 3 parts");
  expect(text(markup`${markup`*bold*`}`).text).toBe("*bold*");
});

test("the envelope is output around the reply", () => {
  expect(toResponseBody(banner("Done"))).toBe('{"output":{"type":"banner","status":"success","text":"Done"}}');
});

test("a card has its buttons beside it, never inside", () => {
  const reply = card({
    title: "Ticket #1",
    text: "Login broken",
    thumbnail: "https://example.com/t.png",
    slides: [
      table(["Field", "Value"], [["Status", "open"]], "Details"),
      list(["a"]),
      label({ Owner: "Scott" }),
      images(["https://example.com/a.png"]),
      paragraph("p"),
    ],
    buttons: [
      openUrl("Open", "https://example.com"),
      copyText("Copy", "#1"),
      systemCall("Call", "audiocall/42", { tone: "-", hint: "Ring" }),
    ],
  });
  expect(reply.card).toEqual({ title: "Ticket #1", theme: "modern-inline", thumbnail: "https://example.com/t.png" });
  expect(reply.slides?.[0]).toEqual({
    type: "table",
    title: "Details",
    data: { headers: ["Field", "Value"], rows: [{ Field: "Status", Value: "open" }] },
  });
  expect(reply.slides?.[2]).toEqual({ type: "label", data: [{ Owner: "Scott" }] });
  expect(reply.buttons?.map((button) => button.action.type)).toEqual(["open.url", "copy", "system.api"]);
});

test.each([
  ["Text has 5001 characters; Cliq allows 5000", () => text("x".repeat(5_001))],
  ["Card title has 201 characters; Cliq allows 200", () => card({ title: "x".repeat(201), text: "y" })],
  ["Button label has 21 characters; Cliq allows 1 to 20", () => copyText("x".repeat(21), "y")],
  ["Button label has 0 characters", () => copyText("", "y")],
  ["Text to copy has 201 characters", () => copyText("a", "x".repeat(201))],
  ["A button opens http, https", () => openUrl("a", "javascript:alert(1)")],
  [
    "A reply has 6 buttons; Cliq allows 5",
    () => text("a", { buttons: Array.from({ length: 6 }, () => copyText("a", "b")) }),
  ],
  [
    "A reply has 21 slides; Cliq allows 20",
    () => text("a", { slides: Array.from({ length: 21 }, () => paragraph("a")) }),
  ],
  [
    "characters in its slides; Cliq allows 10000",
    () => text("a", { slides: Array.from({ length: 11 }, () => paragraph("x".repeat(999))) }),
  ],
  ["A table needs distinct headers", () => table(["a", "a"], [])],
  ["A table needs distinct headers", () => table(["a"], [["1", "2"]])],
  ["public https addresses", () => images(["http://example.com/a.png"])],
  ["thumbnail is a public https address", () => card({ title: "a", text: "b", thumbnail: "data:image/png;base64,AA" })],
])("the builder names the limit: %s", (message, build) => {
  expect(build).toThrow(message);
});

test("an excerpt never splits what a person sees as one character", () => {
  const family = "👨‍👩‍👧‍👦";
  expect(excerpt(family.repeat(3), family.length * 2 + 1).source).toBe(`${family.repeat(2)}…`);
  expect(excerpt(family, 5).source).toBe("…");
  expect(excerpt("short", 5).source).toBe("short");
  expect(text(excerpt("*".repeat(9_000), 5_000)).text.length).toBeLessThanOrEqual(5_000);
});

test("a header called __proto__ pollutes nothing", () => {
  const slide = table(["__proto__"], [["x"]]);
  expect(JSON.parse(JSON.stringify(slide)).data.rows).toHaveLength(1);
  expect(({} as { x?: string }).x).toBeUndefined();
});
