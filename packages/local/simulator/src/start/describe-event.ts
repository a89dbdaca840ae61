import type { LocalEvent } from "@cliq-actions/local-aws";
import { describeActionFailure } from "./describe-action-failure.ts";

/** What to say in the terminal on what an author or operator should notice while the stack runs; nothing for what is as it should be. */
export function describeEvent(event: LocalEvent): string | undefined {
  switch (event.type) {
    case "invocation":
      return event.ok ? undefined : `  failed: ${event.functionName}: ${event.errorType ?? "no reason given"}`;
    case "debugger":
      return `  ${event.slug ?? event.functionName} can be debugged at ${event.url}`;
    case "failure":
      return describeActionFailure(event);
    case "denied":
      return `  denied: ${event.principal} may not ${event.action} on ${event.resource}`;
    case "egress-refused":
      return `  refused: ${event.functionName}: ${event.reason}`;
    case "fake-failed":
      return `  fake ${event.fake}: ${event.reason}`;
    default:
      return undefined;
  }
}
