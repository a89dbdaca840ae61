import fc from "fast-check";
import { expect, test } from "vitest";
import type { FormInput } from "./form-input.ts";
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
  dynamic: { type: "dynamic_select", label: "L" },
  native: { type: "native_select", label: "L", dataSource: "contacts", multiple: true },
  file: { type: "file", label: "L" },
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
  ["select", { label: "A", value: "a" }, "a"],
  ["select", "b,c", "b,c"],
  ["several", [{ value: "a" }, "b"], ["a", "b"]],
  ["several", "a, b", ["a", "b"]],
  ["several", { value: "a" }, ["a"]],
  ["radio", "b", "b"],
  ["checkbox", ["a", "a"], ["a"]],
  ["checkbox", null, []],
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
