import fc from "fast-check";
import { expect, test } from "vitest";
import type { FormInput } from "./form-input.ts";
import { growth } from "../testing/growth.ts";
import { parseValue } from "./parse-value.ts";
import { parseValues } from "./parse-values.ts";

const inputs = {
  text: { type: "text", label: "L" },
  textarea: { type: "textarea", label: "L" },
  number: { type: "number", label: "L", min: 1, max: 9 },
  select: { type: "select", label: "L", options: ["a", "b,c"] },
  several: { type: "select", label: "L", options: ["a", "b"], multiple: true },
  radio: { type: "radio", label: "L", options: ["a", "b"] },
  checkbox: { type: "checkbox", label: "L", options: ["a", "b"] },
  two: { type: "checkbox", label: "L", options: ["a", "b", "c"], maxSelections: 2 },
  dynamic: { type: "dynamic_select", label: "L" },
  native: { type: "native_select", label: "L", dataSource: "contacts", multiple: true },
  file: { type: "file", label: "L" },
  small: { type: "file", label: "L", maxSizeKb: 2 },
  hidden: { type: "hidden" },
  date: { type: "date", label: "L" },
  datetime: { type: "datetime", label: "L" },
  location: { type: "location", label: "L" },
  catalogue: { type: "catalogue", label: "L" },
  toggle: { type: "toggle", label: "L" },
  phone: { type: "phone_number", label: "L" },
} as const satisfies Record<string, FormInput>;

test.for([
  ["text", "words", "words"],
  ["text", "", undefined],
  ["textarea", { value: "words" }, "words"],
  ["number", "4", 4],
  ["number", 4.5, 4.5],
  ["number", " 4. ", 4],
  ["number", "", undefined],
  ["select", { label: "A", value: "a" }, "a"],
  ["select", "b,c", "b,c"],
  ["several", [{ value: "a" }, "b"], ["a", "b"]],
  ["several", "a, b", ["a", "b"]],
  ["several", { value: "a" }, ["a"]],
  ["radio", "b", "b"],
  ["checkbox", ["a", "a"], ["a"]],
  ["checkbox", null, []],
  ["checkbox", " a ,b", ["a", "b"]],
  ["two", ["a", "c", "a"], ["a", "c"]],
  ["small", { name: "a.png", size: 2_048 }, [{ name: "a.png", bytes: 2_048 }]],
  ["dynamic", "x", { label: "x", value: "x" }],
  ["dynamic", { label: "X", value: "x" }, { label: "X", value: "x" }],
  ["native", [{ id: 7, name: "Ann" }], [{ label: "Ann", value: "7" }]],
  [
    "file",
    { name: "a.png", id: 7, url: "https://x", size: "12" },
    [{ name: "a.png", id: "7", url: "https://x", bytes: 12 }],
  ],
  ["file", ["a.png", 3], [{ name: "a.png" }]],
  ["hidden", undefined, ""],
  ["date", "2026-11-22", "2026-11-22"],
  [
    "datetime",
    { date_time: "2026-11-22T09:30", time_zone_id: "Asia/Calcutta" },
    { text: "2026-11-22T09:30", timezone: "Asia/Calcutta" },
  ],
  ["datetime", "2026-11-22T09:30", { text: "2026-11-22T09:30" }],
  ["location", { latitude: "1.5", longitude: 2 }, { latitude: 1.5, longitude: 2 }],
  ["location", "here", { text: "here" }],
  ["catalogue", { label: "X", value: "x" }, { label: "X", value: "x" }],
  ["toggle", "true", true],
  ["toggle", "false", false],
  ["toggle", undefined, false],
  ["phone", { value: "+49 1" }, "+49 1"],
] as const)("%s takes %j", ([name, wire, value]) => {
  expect(parseValue(inputs[name], wire)).toEqual({ value });
});

test.for([
  ["number", "four", "Write a number."],
  ["number", "1e3", "Write a number."],
  ["number", "0", "Write a number of at least 1."],
  ["number", "10", "Write a number of at most 9."],
  ["select", "b", "Choose one of the options."],
  ["checkbox", ["a", "z"], "Choose one of the options."],
  ["two", ["a", "b", "c"], "Choose at most 2."],
  ["small", [{ name: "a.png" }, { name: "b.png", size: 2_049 }], "Choose files of at most 2 KB."],
  ["number", "4.5.6", "Write a number."],
  ["radio", "toString", "Choose one of the options."],
  ["text", "t".repeat(101), "Write at most 100 characters."],
] as const)("%s says what is wrong with %j", ([name, wire, problem]) => {
  expect(parseValue(inputs[name], wire)).toEqual({ problem });
});

test("no value of any shape is more than a value or a sentence", () => {
  const values = fc.dictionary(fc.constantFrom(...Object.keys(inputs), "other"), fc.jsonValue());
  fc.assert(
    fc.property(fc.oneof(values, fc.jsonValue()), (wire) => {
      const parsed = parseValues(inputs, wire);
      for (const name of Object.keys(inputs)) expect(name in parsed.values).toBe(!(name in parsed.problems));
      expect(parsed.values).not.toHaveProperty("other");
    }),
  );
});

// What is sent may be 6 MB, and nothing else happens meanwhile, the end of the deadline neither.
test.each<[keyof typeof inputs, (length: number) => string]>([
  ["number", (length) => `${"1".repeat(length)}x`],
  ["number", (length) => `1${" ".repeat(length)}x`],
  ["checkbox", (length) => `a${" ".repeat(length)}b`],
  ["checkbox", (length) => "a,".repeat(length)],
])("work on %s grows as what is written into it does", (name, make) => {
  expect(growth((wire) => parseValue(inputs[name], wire), make(4_000), make(40_000))).toBeLessThan(30);
});

test.each(["[", '{"value":'])("what is nested deeply by %s is no words", (open) => {
  const close = open === "[" ? "]" : "}";
  const wire: unknown = JSON.parse(`${open.repeat(50_000)}"x"${close.repeat(50_000)}`);
  for (const name of Object.keys(inputs) as (keyof typeof inputs)[])
    expect(parseValue(inputs[name], wire), name).not.toHaveProperty("value", "x");
});
