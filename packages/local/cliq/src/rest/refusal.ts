import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import { refusalTable, type RefusalCode } from "./refusal-table.ts";

/** Thrown where Cliq refuses a call; becomes the answer in `toRefusalResponse` and never leaves the model. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string = refusalTable[code].message) {
    super(message);
    this.code = code;
  }
}

/** The HTTP answer of a refusal, with the statuses this model was told to use. */
export function toRefusalResponse(refusal: Refusal, statuses: Partial<Record<RefusalCode, number>>): PlainResponse {
  const shape = refusalTable[refusal.code];
  const body = "bare" in shape ? { message: refusal.message } : { message: refusal.message, code: refusal.code };
  return jsonResponse(statuses[refusal.code] ?? shape.status, JSON.stringify(body));
}
