import { operationNames } from "../operation-name.ts";
import { refusalTable } from "../rest/refusal-table.ts";
import { type Fault, faultKinds } from "./fault.ts";
import type { Outage } from "./outage.ts";

const effects = ["applied", "status", "body", "headers"];
const faultKeys = ["on", "kind", "nth", "times", "actionName", "code", "location", "delayMs", ...effects];
const outageKeys = ["of", "from", "until", "kind", ...effects];
const longestDelayMs = 2 ** 31 - 1;

/** Throws a sentence when a fault could never strike as meant: a misspelled one would silently prove nothing. */
export function checkFault(fault: Fault): void {
  checkKeys("fault", fault, faultKeys);
  checkWord("fault", "on", fault.on, ["any", ...operationNames]);
  checkWord("fault", "kind", fault.kind, Object.keys(faultKinds));
  if (fault.code !== undefined) checkWord("fault", "code", fault.code, Object.keys(refusalTable));
  for (const key of ["nth", "times"] as const) {
    const count = fault[key];
    if (count !== undefined && !(count >= 1)) throw new Error(`A fault's "${key}" is a number from 1 on.`);
  }
  const { delayMs } = fault;
  if (delayMs !== undefined && !(delayMs >= 0 && delayMs <= longestDelayMs))
    throw new Error(`A fault's "delayMs" is a number of milliseconds, at most ${longestDelayMs}.`);
  checkStatus("fault", fault.status);
}

/** Throws a sentence when an outage could never happen as meant. */
export function checkOutage(outage: Outage): void {
  checkKeys("outage", outage, outageKeys);
  checkWord("outage", "of", outage.of, ["rest", "accounts", "both"]);
  const kinds = Object.keys(faultKinds).filter((kind) => !["refuse", "throttle", "redirect"].includes(kind));
  if (outage.kind !== undefined) checkWord("outage", "kind", outage.kind, kinds);
  if (!(outage.from < outage.until)) throw new Error('An outage lasts from "from" until a later "until".');
  checkStatus("outage", outage.status);
}

const named = { fault: "A fault", outage: "An outage" } as const;

function checkKeys(what: keyof typeof named, given: object, known: readonly string[]): void {
  const odd = Object.keys(given).find((key) => !known.includes(key));
  if (odd !== undefined) throw new Error(`${named[what]} has no "${odd}"; it may have ${known.join(", ")}.`);
}

function checkWord(what: keyof typeof named, key: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new Error(
      `${named[what]}'s "${key}" is one of ${words.join(", ")}; ${JSON.stringify(word)} is none of them.`,
    );
}

function checkStatus(what: keyof typeof named, status: number | undefined): void {
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new Error(`${named[what]}'s "status" is a number from 200 to 599.`);
}
