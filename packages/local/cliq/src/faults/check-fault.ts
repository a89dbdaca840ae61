import { operationNames } from "../operation-name.ts";
import { refusalTable } from "../rest/refusal-table.ts";
import { type Fault, faultKinds } from "./fault.ts";

/** Throws a sentence when a fault could never strike as meant: a misspelled one would silently prove nothing. */
export function checkFault(fault: Fault): void {
  const operations = ["any", ...operationNames];
  checkWord("on", fault.on, operations);
  checkWord("kind", fault.kind, Object.keys(faultKinds));
  if (fault.code !== undefined) checkWord("code", fault.code, Object.keys(refusalTable));
  for (const key of ["nth", "times"] as const) {
    const count = fault[key];
    if (count !== undefined && !(count >= 1)) throw new Error(`A fault's "${key}" is a number from 1 on.`);
  }
}

function checkWord(key: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new Error(`A fault's "${key}" is one of ${words.join(", ")}; "${word}" is none of them.`);
}
