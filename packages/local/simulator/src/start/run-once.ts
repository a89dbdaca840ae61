import type { LocalStack } from "@cliq-actions/local-aws";
import type { InvocationReport } from "../page-api.ts";
import { parseOutput } from "../page/reply/parse-output.ts";
import { startConversation } from "../simulation/conversation.ts";
import { invokeAction } from "../simulation/invoke-action.ts";
import { slugOf } from "../simulation/to-page.ts";
import type { Booted } from "./boot.ts";
import { choosePerson, chooseSamples } from "./choose-samples.ts";
import type { Progress } from "./progress.ts";

/** The document `start --once --json` prints. */
export interface OnceReport {
  readonly ok: boolean;
  readonly bootMs: number;
  readonly url: string;
  readonly apiUrl: string;
  readonly cliqUrl: string;
  readonly functions: LocalStack["functions"];
  readonly registrations: readonly {
    readonly slug: string;
    readonly id: string;
    readonly name: string;
    readonly permissions: readonly string[];
  }[];
  readonly invocations: readonly OnceInvocation[];
}

/** One sample run, as Cliq saw it. */
interface OnceInvocation {
  readonly slug: string;
  readonly message: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly output: unknown;
  /** The first invocation of the function's process, its initialisation included. */
  readonly coldMs: number;
  /** A second click on the same message. */
  readonly warmMs: number;
}

/** Runs every registered action on its samples, twice each: `ok` only if Cliq could show a success every time. */
export async function runOnce({ server, cliq, stack, watch, bootMs }: Booted, progress: Progress): Promise<OnceReport> {
  const actions = cliq.model.actions().filter((action) => slugOf(action) !== "");
  const { chat, messages } = startConversation(Date.now());
  const conversation = messages.map(({ message }) => message);
  const invocations: OnceInvocation[] = [];
  const failures: InvocationReport[] = [];

  for (const action of actions) {
    const slug = slugOf(action);
    let coldMs: number | undefined;
    for (const { message, messages: chosen } of chooseSamples(action, conversation)) {
      const choice = { action, person: choosePerson(action), chat, messages: chosen };
      const first = await progress.step(slug, invokeAction({ cliq, watch }, choice), ({ response, outcome }) => {
        return `${slug} on ${message}: ${response?.status ?? outcome}`;
      });
      const second = await invokeAction({ cliq, watch }, choice);
      failures.push(...[first, second].filter((report) => !isShown(report)));
      coldMs ??= first.ms;
      invocations.push({
        slug,
        message,
        status: first.response?.status ?? 0,
        output: first.output ?? null,
        coldMs,
        warmMs: second.ms,
      });
    }
  }
  for (const { action, problem, output } of failures)
    progress.say(`  ${action.name} failed: ${problem ?? JSON.stringify(output)}`);

  return {
    ok: failures.length === 0 && invocations.length > 0,
    bootMs,
    url: server.url,
    apiUrl: stack.apiUrl,
    cliqUrl: cliq.cliqUrl,
    functions: stack.functions,
    registrations: actions.map((action) => ({
      slug: slugOf(action),
      id: action.id,
      name: action.name,
      permissions: action.permissions,
    })),
    invocations,
  };
}

/** Whether the person got what they asked for: HTTP 200, a reply Cliq can show, and not a failure banner. */
function isShown(report: InvocationReport): boolean {
  if (report.response?.status !== 200 || report.problem !== undefined) return false;
  const drawing = parseOutput(report.output);
  return !(drawing.kind === "banner" && drawing.failed);
}
