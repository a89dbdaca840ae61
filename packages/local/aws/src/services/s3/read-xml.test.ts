import { expect, it } from "vitest";

import { readXml } from "./read-xml.ts";

it("reads elements as often as they are there, and texts with their entities", () => {
  const document = `\uFEFF<?xml version="1.0"?>\n<A xmlns="x"><B>1 &amp; &#50;&#x33;</B><B/><C><D> d </D></C></A>\n`;
  expect(readXml(Buffer.from(document), "A")).toEqual({ B: ["1 & 23", ""], C: [{ D: [" d "] }] });
});

it.each([
  "",
  "text",
  "<B/>",
  "<A>",
  "<A></B>",
  "<A/><A/>",
  "<A/>x",
  "<A>text<B/></A>",
  "<A>&#xffffff;</A>",
  "<A>&nobody;</A>",
  "<A><!-- no --></A>",
  "<!DOCTYPE A><A/>",
  "<A><__proto__/></A>",
  Buffer.from("<A>\xFF</A>", "latin1"),
])("refuses %s", (document) => {
  expect(() => readXml(Buffer.from(document), "A")).toThrow("The XML you provided was not well-formed");
});
