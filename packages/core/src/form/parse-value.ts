import { Block, isFields } from "../invocation/block.ts";
import { defined } from "../invocation/defined.ts";
import { type Choice, type FormInput, toChoice } from "./form-input.ts";
import { formLimits } from "./form-limits.ts";
import type { FormFile, FormMoment, FormPlace } from "./form-values.ts";

/** A field's value, or what is wrong with it in a sentence that the person reads beside it. */
export type ParsedValue = { readonly value: unknown } | { readonly problem: string };

/**
 * The one place that knows what values look like on the wire. CONFIRMED: a text is a string, what is chosen is
 * `{label, value}`. UNKNOWN for all else, so each type takes every shape that is likely: a bare value where an object may
 * stand, one value where a list may, a list in one text with commas, numbers and flags as texts.
 */
export function parseValue(input: FormInput, wire: unknown): ParsedValue {
  switch (input.type) {
    case "text":
      return ofLength(textOf(wire), input.maxLength ?? formLimits.textChars);
    case "hidden":
      return { value: textOf(wire) ?? "" };
    case "textarea":
    case "date":
    case "phone_number":
      return { value: textOf(wire) };
    case "number":
      return parseNumber(textOf(wire), input);
    case "toggle":
      return { value: wire === true || wire === 1 || /^(?:true|on|yes|1)$/i.test(textOf(wire) ?? "") };
    case "datetime":
      return { value: momentOf(wire) };
    case "location":
      return { value: placeOf(wire) };
    case "file":
      return ofSize(itemsOf(wire).flatMap(fileOf), input.maxSizeKb);
    case "checkbox":
      return atMost(among(input.options, choicesOf(wire), true), input.maxSelections);
    case "select":
      return among(input.options, choicesOf(wire), input.multiple === true);
    case "radio":
      return among(input.options, choicesOf(wire), false);
    case "dynamic_select":
    case "native_select": {
      const chosen = choicesOf(wire);
      return { value: input.multiple === true ? chosen : chosen[0] };
    }
    case "catalogue":
      return { value: choicesOf(wire)[0] };
    default:
      return input satisfies never;
  }
}

/** A list of objects that hold one another, and one more. */
const deepestText = 4;

/** Words of a value of any likely shape; undefined where there are none, or only far down. */
function textOf(wire: unknown, depth = deepestText): string | undefined {
  if (typeof wire === "string") return wire === "" ? undefined : wire;
  if (typeof wire === "number" || typeof wire === "boolean") return String(wire);
  if (depth === 0) return undefined;
  if (Array.isArray(wire)) return textOf(wire[0], depth - 1);
  if (!isFields(wire)) return undefined;
  return textOf(wire.value ?? wire.id ?? wire.text ?? wire.name ?? wire.label, depth - 1);
}

function ofLength(text: string | undefined, limitChars: number): ParsedValue {
  if (text === undefined || text.length <= limitChars) return { value: text };
  return { problem: `Write at most ${limitChars} characters.` };
}

function parseNumber(text: string | undefined, { min, max }: { min?: number; max?: number }): ParsedValue {
  if (text === undefined) return { value: undefined };
  // Digits have one way to match each: with two, an endless row of them is tried in all ways.
  const number = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) return { problem: "Write a number." };
  if (min !== undefined && number < min) return { problem: `Write a number of at least ${min}.` };
  return max !== undefined && number > max ? { problem: `Write a number of at most ${max}.` } : { value: number };
}

function itemsOf(wire: unknown): readonly unknown[] {
  if (Array.isArray(wire)) return wire;
  return wire === undefined || wire === null || wire === "" ? [] : [wire];
}

/** Whatever was chosen; a label that is missing is the value. */
function choicesOf(wire: unknown): readonly Choice[] {
  return itemsOf(wire).flatMap((one) => {
    const value = textOf(one);
    if (value === undefined) return [];
    const label = isFields(one) ? textOf(one.label ?? one.name ?? one.title) : undefined;
    return [{ label: label ?? value, value }];
  });
}

/** One text with commas. Its parts are trimmed after: an expression that takes spaces along looks at each of many as often as there are. */
function splitChoices(text: string): readonly string[] {
  return text.split(",").map((part) => part.trim());
}

function among(options: readonly (string | Choice)[], chosen: readonly Choice[], isList: boolean): ParsedValue {
  const known = new Set(options.map((option) => toChoice(option).value));
  const values = chosen.flatMap(({ value }) => (known.has(value) || !isList ? [value] : splitChoices(value)));
  if (values.some((value) => !known.has(value))) return { problem: "Choose one of the options." };
  return { value: isList ? [...new Set(values)] : values[0] };
}

function atMost(parsed: ParsedValue, most: number | undefined): ParsedValue {
  const isTooMany = most !== undefined && "value" in parsed && (parsed.value as readonly string[]).length > most;
  return isTooMany ? { problem: `Choose at most ${most}.` } : parsed;
}

/** A file whose size Cliq does not tell is taken. */
function ofSize(files: readonly FormFile[], mostKb: number | undefined): ParsedValue {
  const isTooLarge = mostKb !== undefined && files.some(({ bytes = 0 }) => bytes > mostKb * 1_024);
  return isTooLarge ? { problem: `Choose files of at most ${mostKb} KB.` } : { value: files };
}

function momentOf(wire: unknown): FormMoment | undefined {
  const fields = isFields(wire) ? wire : {};
  const text = textOf(fields.date_time ?? fields.datetime ?? wire);
  if (text === undefined) return undefined;
  return { text, ...defined({ timezone: textOf(fields.time_zone_id ?? fields.timezone) }) };
}

function placeOf(wire: unknown): FormPlace | undefined {
  if (!isFields(wire)) return typeof wire === "string" && wire !== "" ? { text: wire } : undefined;
  const numberOf = (value: unknown): number | undefined => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  };
  return defined({
    latitude: numberOf(wire.latitude ?? wire.lat),
    longitude: numberOf(wire.longitude ?? wire.lng),
    text: textOf(wire.address ?? wire.text ?? wire.label ?? wire.name),
  });
}

function fileOf(wire: unknown): readonly FormFile[] {
  if (typeof wire === "string") return [{ name: wire }];
  if (!isFields(wire)) return [];
  const file = new Block(wire, "file", () => {});
  const bytes = file.whole("size") ?? file.block("dimensions")?.whole("size");
  const id = file.id("id");
  const url = file.text("url");
  const contentType = file.text("contenttype") ?? file.text("type");
  return [{ name: file.text("name") ?? "file", ...defined({ id, url, contentType, bytes }) }];
}
