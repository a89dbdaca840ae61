import type { LocalEvent } from "@cliq-actions/local-aws";
import { isTold } from "../page/exchange/told-outcomes.ts";
import { toTerminalText } from "./to-terminal-text.ts";

type FailureEvent = Extract<LocalEvent, { type: "failure" }>;
type Failure = FailureEvent["failure"];

/** What an action failed with, and where: `packages/actions/src/x/action.ts:12:7 TypeError: …`, its frames and its causes. */
export function describeActionFailure({ functionName, outcome, failure }: FailureEvent): string {
  const where = failure.place ?? functionName;
  const wasTold = isTold(outcome);
  const what = wasTold ? `told the person: ${toTerminalText(failure.message, "    ")}` : nameFailure(failure);
  const reasons = wasTold && failure.cause === undefined ? [] : [...frames(failure), ...causes(failure)];
  return [`  ${where} ${what}`, ...reasons].join("\n");
}

function nameFailure({ name, message, code }: Failure): string {
  const text = toTerminalText(message, "    ");
  if (name === "") return `threw what is no error: ${text}`;
  const numbered = code === undefined ? "" : ` [${toTerminalText(code)}]`;
  return `${toTerminalText(name)}${numbered}${text === "" ? "" : `: ${text}`}`;
}

function frames({ place, frames: all }: Failure): string[] {
  return (all[0] === place ? all.slice(1) : all).map((frame) => `      at ${toTerminalText(frame)}`);
}

function causes({ cause, errors = [] }: Failure): string[] {
  return [...errors, ...(cause === undefined ? [] : [cause])].flatMap((one) => [
    `    because of ${one.place === undefined ? "" : `${toTerminalText(one.place)} `}${nameFailure(one)}`,
    ...frames(one),
    ...causes(one),
  ]);
}
