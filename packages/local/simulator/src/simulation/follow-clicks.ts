import { randomUUID } from "node:crypto";
import {
  type Interaction,
  type Execution,
  type FakeCliq,
  type InvocationRequest,
  readReply,
} from "@cliq-actions/fake-cliq";
import type { LocalAws } from "@cliq-actions/local-aws";
import type { InvocationReport, PageAction, PendingClick } from "../page-api.ts";
import { completeClick } from "./complete-click.ts";
import type { Exchanges } from "./exchanges.ts";
import { slugOf, toPageAction } from "./to-page.ts";
import type { FunctionWatch } from "./watch-functions.ts";

/** Whose click a request is, when the page knows it before the request is made. */
export type ClickOrigin = Pick<PendingClick, "id" | "personId" | "messageIds" | "use"> & {
  readonly action?: PageAction;
};

/** Every click on an action, wherever it was made. */
export interface FollowedClicks {
  /** Says whose click the request of a choice, or this very request, is going to be. */
  readonly expect: (subject: Interaction | InvocationRequest, origin: ClickOrigin) => void;
  /** What became of a request that Cliq has sent. */
  readonly reportOf: (request: InvocationRequest) => Promise<InvocationReport>;
}

/**
 * Follows what the local Cliq sends, for the page and for any program that asks it to, and what others send straight to
 * the HTTP API. The latter is nobody's click in Cliq: it has no person and no message.
 */
export function followClicks(parts: {
  readonly cliq: Pick<FakeCliq, "model" | "onInvocation">;
  readonly aws: Pick<LocalAws, "onRequest">;
  readonly watch: FunctionWatch;
  readonly exchanges: Exchanges;
  /** Whose click a choice is that another program made; nothing when the channel knows its person or messages not. */
  readonly toOrigin: (choice: Interaction) => Pick<ClickOrigin, "personId" | "messageIds"> | undefined;
}): FollowedClicks {
  const { cliq, aws, watch, exchanges, toOrigin } = parts;
  const origins = new WeakMap<object, ClickOrigin>();
  const reports = new WeakMap<InvocationRequest, Promise<InvocationReport>>();
  /** What Cliq has sent and no function has received yet: how often each. */
  const sent = new Map<string, number>();
  const keyOf = ({ url, body }: { url: string; body: string }): string => `${url}\n${body}`;
  const takeSent = (key: string): boolean => {
    const count = sent.get(key) ?? 0;
    if (count > 1) sent.set(key, count - 1);
    else sent.delete(key);
    return count > 0;
  };

  const begin = (
    request: PendingClick["request"],
    origin: Partial<ClickOrigin>,
    at: number,
  ): ((execution: Omit<Execution, "request">) => Promise<InvocationReport>) => {
    const { id = randomUUID(), personId = "", messageIds = [], use } = origin;
    const action = origin.action ?? actionAt(cliq.model.actions().map(toPageAction), request.url);
    const click = { id, at, action, personId, messageIds, request, ...(use && { use }) };
    const mark = watch.mark();
    exchanges.begin(click);
    return async (execution) => {
      const report = await completeClick(click, execution, { watch, mark });
      exchanges.end(report);
      return report;
    };
  };

  cliq.onInvocation((request, choice) => {
    const key = keyOf(request);
    sent.set(key, (sent.get(key) ?? 0) + 1);
    const actionId = choice !== undefined && "actionId" in choice ? choice.actionId : undefined;
    const registered = cliq.model.actions().find(({ id }) => id === actionId);
    const origin = origins.get(choice ?? request) ?? { ...(choice && toOrigin(choice)) };
    const known = registered === undefined ? origin : { action: toPageAction(registered), ...origin };
    const end = begin(request, known, choice?.at ?? Date.now());
    return (execution) => {
      takeSent(key);
      reports.set(request, end(execution));
    };
  });
  aws.onRequest(({ method, url, headers, body }) => {
    const request = { method, url, headers, body };
    if (takeSent(keyOf(request))) return () => {};
    const started = performance.now();
    const end = begin(request, {}, Date.now());
    return (response) => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      void end({ response, outcome: "answered", ms, ...readReply(response) });
    };
  });

  return {
    expect: (subject, origin) => void origins.set(subject, origin),
    async reportOf(request) {
      const report = reports.get(request);
      if (report === undefined) throw new Error("Cliq has not sent this request.");
      return await report;
    },
  };
}

/** The action that an address is of; one that Cliq does not hold has the name in its address. */
function actionAt(actions: readonly PageAction[], url: string): PageAction {
  const slug = slugOf({ executionUrl: url });
  const found = actions.find((action) => slug !== "" && action.slug === slug);
  return (
    found ?? {
      id: "",
      slug,
      name: slug || new URL(url).pathname,
      hint: "",
      scope: "",
      messageTypes: [],
      multiSelectable: false,
      permissions: [],
      executionType: "webhook",
    }
  );
}
