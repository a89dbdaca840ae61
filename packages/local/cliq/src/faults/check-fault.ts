import { operationNames } from "../operation-name.ts";
import { refusalTable } from "../rest/refusal-table.ts";
import { checkCounts, checkDelay, checkKeys, checkWord } from "./check-input.ts";
import { type Fault, faultKinds } from "./fault.ts";
import type { Outage } from "./outage.ts";

const effects = ["applied", "status", "body", "headers"];
const faultKeys = ["on", "kind", "nth", "times", "actionName", "code", "location", "delayMs", ...effects];
const outageKeys = ["of", "from", "until", "kind", ...effects];

/** Throws a sentence when a fault could never strike as meant: a misspelled one would silently prove nothing. */
export function checkFault(fault: Fault): void {
  const what = "A fault";
  checkKeys(what, fault, faultKeys);
  checkWord(what, "on", fault.on, ["any", ...operationNames]);
  checkWord(what, "kind", fault.kind, Object.keys(faultKinds));
  if (fault.code !== undefined) checkWord(what, "code", fault.code, Object.keys(refusalTable));
  checkCounts(what, fault);
  checkDelay(what, fault.delayMs);
  checkStatus(what, fault.status);
}

/** Throws a sentence when an outage could never happen as meant. */
export function checkOutage(outage: Outage): void {
  const what = "An outage";
  checkKeys(what, outage, outageKeys);
  checkWord(what, "of", outage.of, ["rest", "accounts", "both"]);
  const kinds = Object.keys(faultKinds).filter((kind) => !["refuse", "throttle", "redirect"].includes(kind));
  if (outage.kind !== undefined) checkWord(what, "kind", outage.kind, kinds);
  if (!(outage.from < outage.until)) throw new Error('An outage lasts from "from" until a later "until".');
  checkStatus(what, outage.status);
}

function checkStatus(what: string, status: number | undefined): void {
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new Error(`${what}'s "status" is a number from 200 to 599.`);
}
