import { brokenResponse, type PlainResponse } from "../plain-http.ts";
import type { RefusalCode } from "../rest/refusal-table.ts";
import { editBody } from "./edit-body.ts";
import { type Fault, faultKinds } from "./fault.ts";

/** A call a fault strikes: what it would do, and how its endpoint refuses. */
export interface FaultyCall {
  run(): PlainResponse;
  refuse(code: RefusalCode | undefined): PlainResponse;
  throttle(): PlainResponse;
}

/** The answer of a call that a fault strikes. */
export function applyFault(fault: Fault, call: FaultyCall): PlainResponse {
  const applied = fault.applied ?? faultKinds[fault.kind].applied;
  const real = applied ? call.run() : { status: 200, headers: {}, body: "" };
  const answer = (status: number, type: string, body: string): PlainResponse => ({
    status: fault.status ?? status,
    headers: { "content-type": type, ...fault.headers },
    body: fault.body ?? body,
  });
  switch (fault.kind) {
    case "refuse":
      return call.refuse(fault.code);
    case "throttle":
      return call.throttle();
    case "status":
      return answer(500, "application/json;charset=UTF-8", '{"message":"An internal error occurred."}');
    case "html":
      return answer(200, "text/html;charset=UTF-8", "<!DOCTYPE html><html><body>Under maintenance.</body></html>");
    case "empty":
      return answer(200, "application/json;charset=UTF-8", "");
    case "redirect":
      return { ...answer(302, "text/html", ""), headers: { location: fault.location ?? "https://elsewhere.example/" } };
    case "lost":
    case "applied-then-lost":
      return brokenResponse("reset");
    case "hang":
      return brokenResponse("hang");
    case "slow-drip":
      return { ...real, connection: "drip" };
    case "endless":
      return { ...real, connection: "endless" };
    case "slow":
      return { ...real, delayMs: fault.delayMs ?? 1_000 };
    case "truncated":
      return { ...real, body: real.body.slice(0, Math.floor(real.body.length / 2)) };
    default:
      return editBody(real, fault.kind);
  }
}
