import type { Exchange } from "../state/exchanges.ts";

const uses = {
  click: "Button",
  submit: "Form sent",
  cancel: "Form closed",
  change: "Form changed",
  search: "Search in a form",
} as const;

/** What an exchange was, when it was no choice of an action. */
export function nameUse({ use, report }: Pick<Exchange, "use" | "report">): string | undefined {
  if (report?.late !== undefined) return "Late reply";
  return use && uses[use.do];
}
