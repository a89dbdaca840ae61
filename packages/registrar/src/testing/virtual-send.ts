import type { Clock } from "@cliq-actions/cliq/clock";
import type { OutgoingRequest, SendOutcome, SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { CliqModel } from "@cliq-actions/fake-cliq";

/** A clock that stands still until someone sleeps. */
export function virtualClock(startsAt: number): Clock & { advance(ms: number): void; slept(): number } {
  let now = startsAt;
  let slept = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      slept += ms;
    },
    advance: (ms) => {
      now += ms;
    },
    slept: () => slept,
  };
}

/** Carries requests to the model in virtual time: every exchange takes 40 ms, one that hangs takes its whole timeout. */
export function virtualSend(model: CliqModel, clock: ReturnType<typeof virtualClock>): SendRequest {
  return async (request: OutgoingRequest): Promise<SendOutcome> => {
    const url = new URL(request.url);
    const answer = model.handle(
      {
        method: request.method,
        path: `${url.pathname}${url.search}`,
        headers: { ...request.headers },
        body: request.body ?? "",
      },
      clock.now(),
    );
    clock.advance(answer.connection === "hang" || answer.connection === "drip" ? request.timeoutMs : 40);
    if (answer.connection !== undefined) {
      const transient = answer.connection !== "endless";
      return { kind: "no-answer", mayHaveArrived: true, transient, message: `connection: ${answer.connection}` };
    }
    return { kind: "answer", status: answer.status, retryAfter: answer.headers["retry-after"], text: answer.body };
  };
}
