import { expect, test } from "vitest";
import { outputOf, type ReplyOutput } from "../testing/output-of.ts";
import { markup } from "./markup.ts";
import { text } from "./message.ts";
import type { Slide } from "./slide.ts";
import { label, list, paragraph, table } from "./slides.ts";

const slidesOf = (slides: readonly Slide[]): NonNullable<ReplyOutput["slides"]> =>
  outputOf(text("a", { slides })).slides ?? [];
const size = (slides: readonly unknown[]): number => JSON.stringify(slides).length;

test("slides that fit are left alone", () => {
  expect(slidesOf([paragraph("x".repeat(1_000))])).toEqual([{ type: "text", data: "x".repeat(1_000) }]);
});

test("people's words in slides are cut until all of them fit, and short ones stay whole", () => {
  const rows = Array.from({ length: 25 }, (_, index) => [`Person ${index}`, 'He said "no"\n'.repeat(100)]);
  const slides = slidesOf([table(["Sender", "Message"], rows)]);
  expect(size(slides)).toBeLessThanOrEqual(10_000);
  expect(size(slides)).toBeGreaterThan(9_000);
  const [{ rows: drawn }] = slides.map(({ data }) => data) as [{ rows: { Sender: string; Message: string }[] }];
  expect(drawn).toHaveLength(25);
  expect(drawn.every(({ Sender, Message }, index) => Sender === `Person ${index}` && Message.endsWith("…"))).toBe(true);
});

test.each([
  [
    "table",
    (count: number) =>
      table(
        ["A", "B"],
        Array.from({ length: count }, () => ["x", "y"]),
      ),
  ],
  ["list", (count: number) => list(Array.from({ length: count }, (_, index) => `item ${index}`))],
  [
    "label",
    (count: number) => label(Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, "x"]))),
  ],
])("entries of a %s that do not fit are counted in a last one", (_type, build) => {
  const slides = slidesOf([build(5_000)]);
  expect(size(slides)).toBeLessThanOrEqual(10_000);
  expect(size(slides)).toBeGreaterThan(9_500);
  expect(JSON.stringify(slides)).toMatch(/"… and \d{4} more"/);
  expect(size(slidesOf([paragraph("x"), build(5_000)]))).toBeGreaterThan(9_500);
});

test("the row that counts what was left out has a cell for each header", () => {
  const [slide] = slidesOf([
    table(
      ["A", "B"],
      Array.from({ length: 5_000 }, () => ["x", "y"]),
    ),
  ]);
  const { headers, rows } = (slide as unknown as { data: { headers: string[]; rows: object[] } }).data;
  expect([headers, rows[0], rows.at(-1)]).toEqual([
    ["A", "B"],
    { A: "x", B: "y" },
    { A: `… and ${5_000 - rows.length + 1} more`, B: "" },
  ]);
});

test("slides are filled to the last character that Cliq allows, and their parts stay what they are", () => {
  // Ten entries of 963 characters with their quotation marks and commas, and what stands around them.
  const items = Array.from({ length: 10 }, () => "x".repeat(1_000));
  const filled = ["", "a", "aa", "aaa", "aaaa", "aaaaa", "aaaaaa", "aaaaaaa", "aaaaaaaa", "aaaaaaaaa"].map((more) =>
    size(slidesOf([list(items), paragraph(markup(["y".repeat(100) + more] as never))])),
  );
  expect(filled.filter((chars) => chars === 10_000)).toHaveLength(1);
  const [entries] = slidesOf([list(Array.from({ length: 2_000 }, () => ""))]).map(({ data }) => data as string[]);
  expect(entries?.slice(0, -1).every((entry) => entry === "(no text)")).toBe(true);
  const [pairs] = slidesOf([
    label(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`name ${index}`, "x"]))),
  ]).map(({ data }) => data as object[]);
  expect(pairs?.at(-1)).toEqual({ "…": `… and ${2_000 - (pairs?.length ?? 0) + 1} more` });
});

test("slides beyond the twentieth are counted in the last", () => {
  const slides = slidesOf(Array.from({ length: 25 }, (_, index) => paragraph(`slide ${index}`)));
  expect(slides).toHaveLength(20);
  expect(slides[18]?.data).toBe("slide 18");
  expect(slides[19]?.data).toBe("… and 6 more");
  const [whole, oneMore] = [20, 21].map((count) => slidesOf(Array.from({ length: count }, () => paragraph("a"))));
  expect([whole?.length, whole?.at(-1)?.data]).toEqual([20, "a"]);
  expect([oneMore?.length, oneMore?.at(-1)?.data]).toEqual([20, "… and 2 more"]);
});

test("trusted markup is never cut, only what stands beside it", () => {
  const slides = slidesOf(
    Array.from({ length: 20 }, () => paragraph(markup`*${"x".repeat(900)}* ${markup`_trusted_`}`)),
  );
  expect(size(slides)).toBeLessThanOrEqual(10_000);
  expect(slides.every(({ data }) => /^\*x+…\* _trusted_$/.test(String(data)))).toBe(true);
});

test("equal headers are told apart, so that no cell is lost", () => {
  const [slide] = slidesOf([table(["Ana", "Ana", "Ana"], [["1", "2", "3"]])]);
  expect(slide?.data).toEqual({
    headers: ["Ana", "Ana (2)", "Ana (3)"],
    rows: [{ Ana: "1", "Ana (2)": "2", "Ana (3)": "3" }],
  });
});
