import type { ResolvedOptions } from "../cliq-model-options.ts";
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

/** The HTTP answer of a refusal, with the statuses and the form of a 404 that this model was told to use. */
export function toRefusalResponse(refusal: Refusal, options: ResolvedOptions): PlainResponse {
  const shape = refusalTable[refusal.code];
  const body = "bare" in shape ? { message: refusal.message } : { message: refusal.message, code: refusal.code };
  const status = options.statuses[refusal.code] ?? shape.status;
  return status === 404 && options.notFoundForm !== "json"
    ? notFoundForms[options.notFoundForm]
    : jsonResponse(status, JSON.stringify(body));
}

/** What a gateway in front of Cliq may say instead; the text was seen LIVE. */
const notFoundForms: Readonly<Record<"empty" | "html" | "text", PlainResponse>> = {
  empty: { status: 404, headers: {}, body: "" },
  html: {
    status: 404,
    headers: { "content-type": "text/html;charset=UTF-8" },
    body: "<!DOCTYPE html><html><body>404 Not Found</body></html>",
  },
  text: { status: 404, headers: { "content-type": "text/plain;charset=UTF-8" }, body: "request_url_invalid" },
};
