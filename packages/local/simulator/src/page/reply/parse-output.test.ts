import {
  banner,
  card,
  copyText,
  images,
  label,
  list,
  openUrl,
  paragraph,
  systemCall,
  table,
  text,
} from "@cliq-actions/core";
import { outputOf } from "@cliq-actions/core/testing";
import { expect, test } from "vitest";
import { parseOutput } from "./parse-output.ts";

test("everything core can build is drawn, nothing falls through", () => {
  const drawing = parseOutput(
    outputOf(
      card({
        title: "Ticket",
        text: "Opened",
        thumbnail: "https://example.com/t.png",
        slides: [
          table(["A", "B"], [["1", "2"]], "Facts"),
          list(["x", "y"]),
          label({ Status: "open" }),
          images(["https://example.com/i.png"]),
          paragraph("words"),
        ],
        buttons: [
          openUrl("Open", "https://example.com"),
          copyText("Copy", "T-1"),
          systemCall("Call", "audiocall/1", { tone: "-", hint: "Rings" }),
        ],
      }),
    ),
  );
  expect(drawing).toEqual({
    kind: "message",
    text: "Opened",
    card: { title: "Ticket", theme: "modern-inline", thumbnail: "https://example.com/t.png" },
    slides: [
      { kind: "table", title: "Facts", headers: ["A", "B"], rows: [["1", "2"]] },
      { kind: "list", items: ["x", "y"] },
      { kind: "label", pairs: [["Status", "open"]] },
      { kind: "images", urls: ["https://example.com/i.png"] },
      { kind: "text", text: "words" },
    ],
    buttons: [
      { label: "Open", warning: false, action: { kind: "open", url: "https://example.com" } },
      { label: "Copy", warning: false, action: { kind: "copy", text: "T-1" } },
      { label: "Call", warning: true, hint: "Rings", action: { kind: "system", api: "audiocall/1" } },
    ],
  });
});

test("banners keep their status, plain text is a message", () => {
  expect(parseOutput(outputOf(banner("No", "failure")))).toEqual({ kind: "banner", failed: true, text: "No" });
  expect(parseOutput(outputOf(text("Hello")))).toEqual({ kind: "message", text: "Hello", slides: [], buttons: [] });
});

test("an empty output shows nothing", () => {
  expect(parseOutput("")).toEqual({ kind: "nothing" });
});

test("a form is opened from its reply, and what this page does not draw is shown as it came", () => {
  const form = { type: "form", title: "T" };
  expect(parseOutput(form)).toEqual({ kind: "form", title: "T", source: form });
  expect(parseOutput({ type: "form_error", text: "No" })).toMatchObject({ kind: "other", type: "form_error" });
  expect(parseOutput({ text: "x", slides: [{ type: "graph", data: {} }] })).toMatchObject({
    slides: [{ kind: "other", type: "graph" }],
  });
});

test("a button never opens a script and a picture is never fetched in the clear", () => {
  const drawing = parseOutput({
    text: "x",
    slides: [{ type: "images", data: ["http://example.com/a.png", "javascript:1"] }],
    buttons: [{ label: "b", type: "+", action: { type: "open.url", data: { web: "javascript:alert(1)" } } }],
  });
  expect(drawing).toMatchObject({ slides: [{ urls: [] }], buttons: [{ action: { kind: "other" } }] });
});
