import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { growth } from "../testing/growth.ts";
import { outputOf } from "../testing/output-of.ts";
import { banner } from "./banner.ts";
import { copyText, openUrl, systemCall } from "./buttons.ts";
import { toResponseBody } from "./envelope.ts";
import { excerpt, markup } from "./markup.ts";
import { card, text } from "./message.ts";
import type { Reply } from "./reply.ts";
import { images, label, list, paragraph, table } from "./slides.ts";

test("text people wrote is inert unless the author says otherwise", () => {
  expect(outputOf(text("*hi* @all")).text).toBe("*\u200Bhi*\u200B @\u200Ball");
  expect(outputOf(text(markup`*${"*hi*"}* in ${3} parts`)).text).toBe("**\u200Bhi*\u200B* in 3 parts");
  expect(outputOf(text(markup`${markup`*bold*`}`)).text).toBe("*bold*");
  expect(String(markup`*${"a_"}*`)).toBe("*a_\u200B*");
});

test("the envelope is output around the reply", () => {
  expect(toResponseBody(banner("Done"))).toBe('{"output":{"type":"banner","status":"success","text":"Done"}}');
});

test("a part of nothing is left out", () => {
  expect(toResponseBody(text("a", { slides: [], buttons: [] }))).toBe('{"output":{"text":"a"}}');
});

test("a card has its buttons beside it, never inside", () => {
  const reply = outputOf(
    card({
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
    }),
  );
  expect(reply).toEqual({
    text: "Login broken",
    card: { title: "Ticket #1", theme: "modern-inline", thumbnail: "https://example.com/t.png" },
    slides: [
      {
        type: "table",
        title: "Details",
        data: { headers: ["Field", "Value"], rows: [{ Field: "Status", Value: "open" }] },
      },
      { type: "list", data: ["a"] },
      { type: "label", data: [{ Owner: "Scott" }] },
      { type: "images", data: ["https://example.com/a.png"] },
      { type: "text", data: "p" },
    ],
    buttons: [
      { label: "Open", type: "+", action: { type: "open.url", data: { web: "https://example.com" } } },
      { label: "Copy", type: "+", action: { type: "copy", data: { text: "#1" } } },
      { label: "Call", type: "-", hint: "Ring", action: { type: "system.api", data: { api: "audiocall/42" } } },
    ],
  });
});

test("a banner has the status it is given", () => {
  expect(outputOf(banner("No", "failure"))).toEqual({ type: "banner", status: "failure", text: "No" });
});

test.each([
  "http://a.example",
  "HTTPS://a.example/b?c#d",
  "https://a.example:8443",
  "tel:+4989123",
  "SMS:1",
  "sip:ana@a.example",
  `https://a.example/${"a".repeat(238)}`,
])("a button opens %s", (url) => {
  expect(outputOf(text("a", { buttons: [openUrl("b", url)] })).buttons?.[0]?.action.data.web).toBe(url);
});

test("what a button says is trimmed, and a hint of nothing is none", () => {
  const buttons = [copyText(" a ", " b ", { hint: " c " }), systemCall("a", "locationpermission", { hint: " " })];
  expect(outputOf(text("a", { buttons })).buttons).toEqual([
    { label: "a", type: "+", hint: "c", action: { type: "copy", data: { text: " b " } } },
    { label: "a", type: "+", action: { type: "system.api", data: { api: "locationpermission" } } },
  ]);
  expect([...buttons, list(["x"]), banner("a")].every((part) => Object.isFrozen(part))).toBe(true);
});

test.each([5, "b", null, undefined, {}])("what no builder made is no part of a reply: %j", (part) => {
  expect(() => text("a", { buttons: [part as never] })).toThrow("Button 1 was not made by a builder.");
  expect(() => text("a", { slides: [part as never] })).toThrow("Slide 1 was not made by a builder.");
});

test("two replies are equal when Cliq receives the same, and only then", () => {
  expect(text("a")).toEqual(text("a"));
  expect(text("a")).not.toEqual(text("b"));
  expect(text("a", { slides: [list(["x"])] })).not.toEqual(text("a", { slides: [list(["y"])] }));
  expect([copyText("a", "b"), list(["x"]), markup`m`]).not.toEqual([copyText("a", "c"), list(["y"]), markup`n`]);
});

const trap = new Proxy(banner("Done"), {
  get: () => {
    throw new Error("get");
  },
  getPrototypeOf: () => {
    throw new Error("getPrototypeOf");
  },
});
const revoked = Proxy.revocable([], {});
revoked.revoke();

test.each([
  ["nothing", undefined],
  ["nothing", null],
  ["a string", "Done"],
  ["a number", 1],
  ["a symbol", Symbol("s")],
  ["a function", () => banner("Done")],
  ["a list", [banner("Done")]],
  ["an object", { text: "Done" }],
  ["an object", Object.assign({}, banner("Done"))],
  ["an object", Object.create(banner("Done"))],
  ["an object", trap],
  ["an object", revoked.proxy],
])("only builders make replies: %s is refused with a sentence", (what, value) => {
  const attempt = (): string => toResponseBody(value as Reply);
  expect(attempt).toThrow(InvalidReply);
  expect(attempt).toThrow(`execute returned ${what}: return banner(), text() or card().`);
});

test("a literal does not compile where a builder's value belongs", () => {
  // @ts-expect-error -- a literal is no reply
  const reply = (): string => toResponseBody({ text: "raw" });
  // @ts-expect-error -- a literal is no slide
  const slide = (): Reply => text("a", { slides: [{ type: "text", data: "*raw*" }] });
  // @ts-expect-error -- a literal is no button
  const button = (): Reply => text("a", { buttons: [{ label: "raw", type: "+", action: {} }] });
  // @ts-expect-error -- a literal is no markup
  const words = (): Reply => text({ source: "*raw*" });
  expect(reply).toThrow(InvalidReply);
  expect(slide).toThrow("Slide 1 was not made by a builder");
  expect(button).toThrow("Button 1 was not made by a builder");
  expect(words).toThrow("Text takes a string or markup``, not an object.");
});

test.each([
  ["Text must not be empty.", () => text("")],
  ["Text must not be empty.", () => text(markup``)],
  ["Banner text must not be empty.", () => banner(markup` `)],
  ["Card title must not be empty.", () => card({ title: "", text: "y" })],
  ["Button label must not be empty.", () => copyText(" ", "y")],
  ["Button label must not be empty.", () => copyText("\u202E\u0000", "y")],
  ["Button label must be a string, not nothing.", () => copyText(undefined as unknown as string, "y")],
  ["Text to copy must not be empty.", () => copyText("a", "")],
  ["A button opens whole http", () => openUrl("a", "javascript:alert(1)")],
  ["A button opens whole http", () => openUrl("a", "https://")],
  ["A button opens whole http", () => openUrl("a", "https:///path")],
  ["A button opens whole http", () => openUrl("a", "https://a b")],
  ["A button opens whole http", () => openUrl("a", "https://.:80/path")],
  ["A button opens whole http", () => openUrl("a", "https://:80")],
  ["A button opens whole http", () => openUrl("a", "javascript:https://a.example")],
  ["A button opens whole http", () => openUrl("a", "javascript:tel:1")],
  ["A button opens whole http", () => openUrl("a", `https://a.example/${"a".repeat(2_031)}`)],
  ["A button opens whole http", () => openUrl("a", ["https://a.example"] as never)],
  ["A button opens whole http", () => openUrl("a", "https://a\u0000b")],
  ["A button opens whole http", () => openUrl("a", "https://bank.example@evil.example")],
  ["A button opens whole http", () => openUrl("a", "tel:")],
  ["A button opens whole http", () => openUrl("a", `https://${"a".repeat(1_000_000)}@`)],
  ["A button's address has 257 characters", () => openUrl("a", `https://${"a".repeat(249)}`)],
  ["A system call is", () => systemCall("a", "audiocall/")],
  ["A system call is", () => systemCall("a", "audiocall/1 2")],
  ["A system call is", () => systemCall("a", "my locationpermission" as "locationpermission")],
  ["A system call must be a string, not a number.", () => systemCall("a", 5 as never)],
  ["Text to copy must be a string, not a list.", () => copyText("a", ["b"] as never)],
  ["Button hint must be a string, not a number.", () => copyText("a", "b", { hint: 5 as never })],
  ["markup`` takes a string or markup``, not an object.", () => markup`${{} as never}`],
  ["Text takes a string or markup``, not nothing.", () => text(null as never)],
  ["excerpt() takes a string or markup``, not a number.", () => excerpt(5 as never, 10)],
  ['A button\'s tone is "+" or "-"', () => copyText("a", "b", { tone: "?" as "+" })],
  ['A banner\'s status is "success"', () => banner("a", "ok" as "success")],
  ["A card's theme is one of modern-inline, basic.", () => card({ title: "a", text: "b", theme: "dark" as "basic" })],
  ["A card's thumbnail must be a public https", () => card({ title: "a", text: "b", thumbnail: "http://x" })],
  ["A card's thumbnail must be a public https", () => card({ title: "a", text: "b", thumbnail: "https://" })],
  ["A picture of images() must be a public https", () => images(["data:image/png;base64,AA"])],
  ["A picture of images() must be a public https", () => images(["data:https://a.example"])],
  ["A picture of images() must be a public https", () => images([`https://a.example/${"a".repeat(2_031)}`])],
  ["images() addresses must be a list of at least one", () => images([])],
  ["as many cells in each row", () => table(["a", "b"], [["1", "2"], ["1"]])],
  ["table() headers must be a list of at least one", () => table([], [])],
  ["table() rows must be a list of at least one", () => table(["a"], [])],
  ["Slide title must not be empty.", () => paragraph("a", "")],
  ["Table header must not be empty.", () => table([""], [["x"]])],
  ["Slide entry takes a string", () => list([5 as never])],
  ["Text slide must not be empty.", () => paragraph("")],
  ["list() items must be a list of at least one", () => list([])],
  ["label() pairs must be a list of at least one", () => label({})],
  ["Text has more than 5000 characters of markup", () => text(markup(["x".repeat(5_001)] as never))],
  [
    "A reply has 6 buttons; Cliq allows 5",
    () => text("a", { buttons: Array.from({ length: 6 }, () => copyText("a", "b")) }),
  ],
  [
    "more than 10000 characters of markup and addresses",
    () =>
      text("a", {
        slides: [images(Array.from({ length: 30 }, (_, index) => `https://${index}.${"a".repeat(400)}.example`))],
      }),
  ],
])("what only an author can have got wrong is refused by name: %s", (sentence, build) => {
  expect(build).toThrow(InvalidReply);
  expect(build).toThrow(sentence);
});

test("a plain text too long for its place is cut, between two characters a person sees", () => {
  const family = "👩‍👩‍👧‍👧";
  const cut = (words: string, limit: number): void => {
    expect(words.length).toBeLessThanOrEqual(limit);
    expect(words.endsWith("…")).toBe(true);
    expect(words.slice(0, -1).replaceAll(family, "")).toBe("");
  };
  const long = family.repeat(2_000);
  cut(outputOf(text(long)).text, 5_000);
  cut(outputOf(banner(long)).text, 5_000);
  cut(outputOf(card({ title: long, text: "a" })).card?.title ?? "", 200);
  const { slides, buttons } = outputOf(
    text("a", { slides: [paragraph(long, long)], buttons: [copyText(long, long, { hint: long })] }),
  );
  cut(String(slides?.[0]?.data), 1_000);
  cut(slides?.[0]?.title ?? "", 200);
  cut(buttons?.[0]?.label ?? "", 20);
  cut(buttons?.[0]?.hint ?? "", 100);
  cut(buttons?.[0]?.action.data.text ?? "", 200);
  cut(excerpt(long, 50).source, 50);
});

test("in markup only people's words are cut, and share the room", () => {
  const { text: words } = outputOf(
    text(markup`*${"a".repeat(6_000)}* by ${"b".repeat(10)}, ${markup`_${"c".repeat(6_000)}_`}`),
  );
  expect(words).toMatch(/^\*a{2,}…\* by b{10}, _c{2,}…_$/);
  expect(words.length).toBe(5_000);
});

test("a mark at the cut stays without effect", () => {
  const cuts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((limit) => excerpt("ab*cd*ef", limit).source);
  const [once, twice] = ["ab*\u200B", "ab*\u200Bcd*\u200B"];
  expect(cuts).toEqual([
    "…",
    "a…",
    "ab…",
    "ab…",
    `${once}…`,
    `${once}c…`,
    `${once}cd…`,
    `${once}cd…`,
    `${twice}…`,
    `${twice}ef`,
  ]);
});

test("an empty line of what people wrote is an entry like any other", () => {
  const { slides } = outputOf(
    text("a", { slides: [list("one\n\nthree".split("\n")), label({ "": "x" }), table(["a"], [[""]])] }),
  );
  expect(slides?.map(({ data }) => data)).toEqual([
    ["one", "(no text)", "three"],
    [{ "(no text)": "x" }],
    { headers: ["a"], rows: [{ a: "" }] },
  ]);
});

test("what is as large as Cliq allows passes", () => {
  const buttons = Array.from({ length: 5 }, () => copyText("a", "b"));
  expect(outputOf(text("a", { buttons })).buttons).toHaveLength(5);
  expect(() => images([`https://a.example/${"a".repeat(2_030)}`])).not.toThrow();
  const wide = table(["x".repeat(2_000), "x".repeat(2_000)], [["1", "2"]]);
  const drawn = outputOf(text("a", { slides: [wide] })).slides?.map(
    ({ data }) => (data as { headers: string[] }).headers,
  );
  expect(drawn?.flat().map((header) => header.length <= 1_000)).toEqual([true, true]);
});

test.each(["@", "*", "-\n", "e\u0301\u0302\u0303\u0304\u0305", "\u202E", "👩\u200D"])(
  "ten million characters of %j are cut before they are looked at",
  (piece) => {
    const [long, endless] = [piece.repeat(100_000 / piece.length), piece.repeat(10_000_000 / piece.length)];
    expect(outputOf(text(endless)).text.length).toBeLessThanOrEqual(5_000);
    expect(growth((words) => outputOf(text(words)), long, endless)).toBeLessThan(10);
  },
);

test("people's text with nothing to see is said to have none", () => {
  for (const words of [" ", "\n\t", "\u200B", "\u202E\u0000", "\u2800\u3164"]) {
    expect(outputOf(text(words)).text).toBe("(no text)");
    expect(outputOf(card({ title: excerpt(words, 10), text: markup`${words}` }))).toMatchObject({
      text: "(no text)",
      card: { title: "(no text)" },
    });
    expect(() =>
      toResponseBody(text("a", { slides: [table(["a"], [[words]]), list([words]), paragraph(words)] })),
    ).not.toThrow();
  }
});
