import type { CallRecord } from "../calls.ts";
import type { CliqState } from "../cliq-state.ts";
import { applyFault } from "../faults/apply-fault.ts";
import { applyOutage, outageNow } from "../faults/outage.ts";
import { takeFault } from "../faults/take-fault.ts";
import { functionOperations } from "../functions/operations.ts";
import { chatOperations } from "../posting/chat-operations.ts";
import { messageActionOperations } from "../message-actions/operations.ts";
import { type PlainRequest, type PlainResponse, splitQuery } from "../plain-http.ts";
import { aboutComponent } from "../rest/about-component.ts";
import { authenticate } from "../rest/authenticate.ts";
import { matchOperation, type OperationMatch } from "../rest/match-operation.ts";
import type { Operation, OperationCall } from "../rest/operation.ts";
import { Refusal, toRefusalResponse } from "../rest/refusal.ts";
import { lockThreshold, spendThreshold } from "../rest/threshold.ts";
import { toThrottleResponse } from "../rest/throttle-response.ts";
import { usageOf } from "../rest/usage-of.ts";

/** Every operation of the REST API; another kind of resource is one more list here. */
export const operations = [...messageActionOperations, ...functionOperations, ...chatOperations];

/** Answers one REST call: route, token and scope, threshold, injected fault, operation. Notes what happened in `record`. */
export function handleRest(state: CliqState, request: PlainRequest, now: number, record: CallRecord): PlainResponse {
  const refuse = (refusal: Refusal): PlainResponse => {
    record.refusal = refusal.code;
    return toRefusalResponse(refusal, state.options);
  };
  const throttle = (verdict: "exhausted" | "locked"): PlainResponse => {
    record.throttled = verdict;
    record.refusal = "request_limit_exceeded";
    return toThrottleResponse(state.options);
  };
  const refusing = (run: () => PlainResponse): PlainResponse => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Refusal) return refuse(error);
      throw error;
    }
  };

  const { path, query } = splitQuery(request.path);
  const serve = ({ operation, parameters }: Exclude<OperationMatch, { missing: unknown }>): PlainResponse => {
    const { name } = operation;
    const person = authenticate(state, request, operation.scope, now);
    record.userId = person.id;

    const usage = usageOf(state, person.id, name);
    const verdict = spendThreshold(usage, state.options.thresholds[name] ?? operation.perMinute, now, operation.lockMs);
    if (verdict !== "free") return throttle(verdict);

    const call: OperationCall = {
      state,
      person,
      parameters,
      query: new URLSearchParams(query),
      body: request.body,
      now,
    };
    const fault = state.faults.length === 0 ? undefined : takeFault(state.faults, name, aboutComponent(call));
    const run = (): PlainResponse => {
      refuseStrangers(operation, call);
      return operation.run(call);
    };
    if (fault === undefined) return run();
    record.fault = fault.kind;
    return applyFault(fault, {
      run: () => refusing(run),
      refuse: (code) => refuse(new Refusal(code ?? operation.typicalRefusal)),
      throttle() {
        lockThreshold(usage, now, operation.lockMs);
        return throttle("exhausted");
      },
    });
  };

  return refusing(() => {
    const match = matchOperation(operations, request.method, path.replace(/^\/api\/v3/, ""));
    if ("missing" in match) {
      throw new Refusal(match.missing === "path" ? "url_not_found" : "method_not_allowed");
    }
    record.operation = match.operation.name;
    const outage = outageNow(state.outages, "rest", now);
    if (outage === undefined) return serve(match);
    record.fault = outage.kind;
    return applyOutage(outage, () => refusing(() => serve(match)));
  });
}

/** What no document gives a call: another parameter, or one twice. What Cliq does with it is UNKNOWN. */
function refuseStrangers({ query: known = [] }: Operation, { query }: OperationCall): void {
  const names = [...query.keys()];
  const odd = names.find((name, index) => !known.includes(name) || names.indexOf(name) < index);
  if (odd !== undefined)
    throw new Refusal("invalid_inputs", `'${odd}' is no parameter of this call, or is there twice.`);
}
