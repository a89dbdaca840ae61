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

test("charts are read with their numbers, whatever they were written as", () => {
  const drawing = parseOutput({
    text: "x",
    slides: [
      { type: "percentage_chart", title: "Week", data: [{ label: "Open", value: "40" }, { label: "Done" }] },
      {
        type: "graph",
        data: [{ category: "Jira", values: [{ label: "Jan", value: 9 }] }],
        styles: { x_axis: "Month" },
      },
      { type: "table", data: { headers: ["A"], rows: [], styles: { width: ["100"], sticky: { rows: 1 } } } },
      { type: "graph", data: {}, styles: "x" },
    ],
  });
  expect(drawing).toMatchObject({
    slides: [
      {
        kind: "shares",
        title: "Week",
        preview: "pie",
        shares: [
          { label: "Open", value: 40 },
          { label: "Done", value: 0 },
        ],
      },
      {
        kind: "graph",
        preview: "vertical_bar",
        xAxis: "Month",
        yAxis: "",
        categories: [{ name: "Jira", values: [{ label: "Jan", value: 9 }] }],
      },
      { kind: "table", widths: [100], sticky: { rows: 1, columns: 0 } },
      { kind: "graph", categories: [] },
    ],
  });
});

test("polls, sections, a bot's name and buttons within a text are read", () => {
  const drawing = parseOutput({
    text: "[Yes]($a)",
    card: {
      theme: "poll",
      title: "Lunch?",
      options: [{ text: "Yes" }],
      sections: [{ fields: [{ title: "A", value: 1 }] }],
    },
    bot: { name: "B", image: "http://example.com/a.png" },
    references: { a: { type: "button", object: { label: "Yes", action: { type: "copy", data: { text: "y" } } } } },
    buttons: [
      { label: "See", action: { type: "preview.url", data: { web: "https://example.com" } } },
      { label: "Call", action: { type: "open.url", data: { iOS: "tel:1" } } },
    ],
  });
  expect(drawing).toMatchObject({
    card: { options: ["Yes"], sections: [{ pairs: [["A", "1"]] }] },
    bot: { name: "B" },
    buttons: [{ action: { kind: "preview", url: "https://example.com" } }, { action: { kind: "open", url: "tel:1" } }],
  });
  expect(drawing).not.toHaveProperty("bot.image");
  expect(drawing).toHaveProperty(
    "instantButtons",
    new Map([["$a", { label: "Yes", warning: false, action: { kind: "copy", text: "y" } }]]),
  );
});

test("a form is opened from its reply, and what this page does not draw is shown as it came", () => {
  const form = { type: "form", title: "T" };
  expect(parseOutput(form)).toEqual({ kind: "form", title: "T", source: form });
  expect(parseOutput({ type: "form_error", text: "No" })).toMatchObject({ kind: "other", type: "form_error" });
  expect(parseOutput({ text: "x", slides: [{ type: "map", data: {} }] })).toMatchObject({
    slides: [{ kind: "other", type: "map" }],
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
