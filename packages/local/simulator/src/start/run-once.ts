import { startConversation } from "../simulation/conversation.ts";
import { invokeAction } from "../simulation/invoke-action.ts";
import type { Booted } from "./boot.ts";
import { choosePerson, chooseSamples } from "./choose-samples.ts";
import { findFailure } from "./find-failure.ts";
import type { OnceInvocation, OnceReport } from "./once-report.ts";
import type { Progress } from "./progress.ts";

/** Of what a function wrote during a run that failed, so much as tells its author why. */
const quotedLines = 5;
const quotedChars = 1_000;

function quoteLog(lines: readonly string[]): string[] {
  return lines.slice(-quotedLines).map((line) => `    ${line.slice(0, quotedChars)}`);
}

/**
 * Runs every registered webhook on its samples, twice each: `ok` only if it worked every time. A repository without
 * actions, or with Deluge actions only, has nothing that could fail here, and is told so.
 */
export async function runOnce(booted: Booted, progress: Progress): Promise<OnceReport> {
  const { server, cliq, stack, watch, bootMs, assembly, actionsFolder } = booted;
  const actions = cliq.model
    .actions()
    .map((action) => ({ action, slug: assembly.slugs.get(action.name) ?? action.name }));
  const {
    chats: [{ chat }],
    messages,
  } = startConversation(Date.now());
  const conversation = messages.filter(({ chatId }) => chatId === chat.id).map(({ message }) => message);
  const invocations: OnceInvocation[] = [];
  const failures: string[] = [];

  if (actions.length === 0) progress.say(`  no actions: there is no action folder in ${actionsFolder}`);
  for (const { action, slug } of actions) {
    if (action.executionType === "deluge") {
      progress.say(`  ${slug} is registered; its Deluge script runs inside Zoho, and not here`);
      continue;
    }
    let coldMs: number | undefined;
    for (const { message, messages: chosen } of chooseSamples(action, conversation)) {
      const choice = { action, person: choosePerson(action), chat, messages: chosen };
      const first = await progress.step(slug, invokeAction({ cliq, watch }, choice), ({ response, outcome }) => {
        return `${slug} on ${message}: ${response?.status ?? outcome}`;
      });
      const second = await invokeAction({ cliq, watch }, choice);
      for (const report of [first, second]) {
        const failure = findFailure(report);
        if (failure === undefined) continue;
        failures.push(`${slug} on ${message}: ${failure}`);
        // Of the first click only: the second has the same to say.
        if (report === first) failures.push(...quoteLog(report.logs));
      }
      coldMs ??= first.ms;
      invocations.push({
        slug,
        message,
        status: first.response?.status ?? 0,
        outcome: first.lambda?.outcome ?? "",
        output: first.output ?? null,
        coldMs,
        warmMs: second.ms,
      });
    }
  }
  for (const failure of failures) progress.say(failure.startsWith(" ") ? failure : `  failed: ${failure}`);

  return {
    ok: failures.length === 0,
    bootMs,
    url: server.url,
    apiUrl: stack.apiUrl,
    cliqUrl: cliq.cliqUrl,
    functions: stack.functions,
    registrations: actions.map(({ action, slug }) => {
      const { id, name, permissions } = action;
      return { slug, id, name, permissions };
    }),
    invocations,
  };
}
