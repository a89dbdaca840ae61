import type { InvocationReport, PageMessage } from "../../page-api.ts";
import { summarise } from "../conversation/quote.ts";
import { announce } from "../dom/announce.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { parseOutput } from "../reply/parse-output.ts";
import { toSpokenReply } from "../reply/to-spoken-reply.ts";
import type { Page } from "../state/page-state.ts";

/** Says a late reply to its person as it comes: nobody waits for it any more. */
export function announceLateReply(page: Page, report: InvocationReport): void {
  const { action, personId, late } = report;
  if (late === undefined || personId !== page.view.get().personId) return;
  announce(`Late reply of ${action.name}: ${explainProblem(report) ?? toSpokenReply(parseOutput(report.output))}`);
}

/** Says what an action has posted to the chat that is looked at. */
export function announcePost(page: Page, message: PageMessage): void {
  if (message.output === undefined || message.chatId !== page.view.get().chatId) return;
  announce(`${page.people.get(message.senderId)?.name ?? "Someone"}: ${summarise(message)}`);
}
