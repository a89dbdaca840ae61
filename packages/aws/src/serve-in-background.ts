import type { Background, Invocation, MessageAction, MessageType, Permission } from "@cliq-actions/core";
import type { Ability } from "./ability.ts";
import { deferWork } from "./background/defer-work.ts";
import { serveJobs, type WorkerHandler } from "./background/serve-jobs.ts";
import { holdPorts } from "./hold-ports.ts";
import { serveMessageAction, type WebhookHandler } from "./serve-message-action.ts";

/** The two functions of an action whose work outlives the click. */
export interface BackgroundHandlers {
  readonly handler: WebhookHandler;
  readonly worker: WorkerHandler;
}

/**
 * The Lambda handlers of an action with `background` in its declaration: the webhook, which hands each click to the
 * action's queue, and the worker behind it, which runs the same `execute` and brings the reply to the person. Parameters
 * are those of `serveMessageAction`: `export const { handler, worker } = serveInBackground(action, () => ({ … }));`
 */
export function serveInBackground<P extends Permission, T extends MessageType, M extends boolean, Ports>(
  action: MessageAction<P, T, M, Ports>,
  ports: NoInfer<Ports> | (() => NoInfer<Ports>),
  ...abilities: readonly Ability[]
): BackgroundHandlers {
  const currentPorts = holdPorts<Ports>(ports);
  // Synthesis has seen that it is declared.
  const background = action.background as Background<never>;
  return {
    handler: serveMessageAction(action, currentPorts, ...abilities, deferWork(background)),
    worker: serveJobs(action.name, {
      action,
      ports: currentPorts,
      execute: (invocation: Invocation) => action.execute(invocation as never, currentPorts()),
      abilities,
    }),
  };
}
