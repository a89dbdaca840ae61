import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import { describeDelivery } from "../delivery/describe-delivery.ts";
import type { InvocationRequest } from "../invocation/invocation.ts";
import type { Interaction } from "../uses/interaction.ts";
import { type Execution, sendInvocation } from "./send-invocation.ts";
import type { InvocationWatch } from "./watch-invocations.ts";

const slowMs = 3_000;

/** Sends the event of a choice to its action, as often as its faults say; what came of the first is the person's. */
export async function deliver(
  { request, faults }: { request: InvocationRequest; faults: readonly DeliveryFault[] },
  choice: Interaction,
  timeoutMs: number,
  watch: Pick<InvocationWatch, "around">,
): Promise<Execution> {
  const copies = Math.max(1, ...ofKind(faults, "repeated").map((fault) => fault.copies ?? 2));
  const first = await watch.around(request, choice, () => sendFirst(request, faults, timeoutMs, copies));
  for (let number = 2; number <= copies; number++) {
    // Whoever watches takes it for a click of its own: it is another request, of another choice.
    const again = { ...request };
    await watch.around(again, { ...choice }, async () => ({
      ...(await sendInvocation(again, timeoutMs)),
      faults: [{ kind: "repeated", did: describeDelivery("repeated", number, copies) }],
    }));
  }
  return first;
}

async function sendFirst(
  request: InvocationRequest,
  faults: readonly DeliveryFault[],
  timeoutMs: number,
  copies: number,
): Promise<Execution> {
  const delays = ofKind(faults, "slow").map(({ delayMs = slowMs }) => delayMs);
  const execution = await sendInvocation(request, timeoutMs, Math.max(0, ...delays));
  if (faults.length === 0) return execution;
  const told = faults.map(({ kind }) => ({ kind, did: describeDelivery(kind, 1, copies) }));
  return { ...(ofKind(faults, "lost-answer").length > 0 ? lose(execution) : execution), faults: told };
}

function ofKind(faults: readonly DeliveryFault[], kind: DeliveryFault["kind"]): DeliveryFault[] {
  return faults.filter((fault) => fault.kind === kind);
}

/** What Cliq knows of an answer that never reached it; the answer itself stays for whoever looks at the fault. */
function lose(execution: Execution): Execution {
  if (execution.response === undefined) return execution;
  return {
    ...execution,
    output: undefined,
    problem: "The action has answered, and a fault of delivery lost the answer on its way.",
  };
}
