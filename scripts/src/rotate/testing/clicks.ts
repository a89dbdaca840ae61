import { setTimeout } from "node:timers/promises";
import type { FakeCliq, FakePerson } from "@cliq-actions/fake-cliq";

/** People who click without a pause, through Cliq and, as a client that still has it would, at the URLs of before. */
export interface Clicks {
  /** Clicks that were not answered 200, in words. */
  refused(): readonly string[];
  count(): number;
  /** Ends the clicks at these URLs; those through Cliq go on. */
  forget(urls: readonly string[]): void;
  /** One click at a URL; its status. */
  click(url: string): Promise<number>;
  stop(): Promise<void>;
}

/** Who clicks in tests of a stage that is operated. */
export const person: FakePerson = {
  id: "64827402",
  firstName: "Priya",
  lastName: "Nair",
  email: "priya.nair@example.com",
  language: "en",
  country: "in",
  timezone: "Asia/Kolkata",
  admin: true,
};
/** Where they click. */
export const chat = { id: "CT_1", title: "#support", type: "channel", members: [person] } as const;
const message = {
  id: "1795341600000_1",
  sender: person,
  time: 1_795_341_600_000,
  type: "text",
  text: "The printer is on fire",
} as const;
const pauseMs = 150;

/**
 * On a busy machine a function may start too late, which API Gateway answers 503, or its answer come after Cliq has given
 * up. That a function refuses because it is half-configured is 503 as well, and in its log.
 */
async function untilAnswered(once: () => Promise<number | string>): Promise<number | string> {
  for (let left = 5; ; left -= 1) {
    const status = await once();
    if ((typeof status === "number" && status !== 503) || left === 0) return status;
  }
}

/** Starts clicking every registered action, and every URL given. */
export function startClicks(cliq: FakeCliq, urls: readonly string[]): Clicks {
  const refused: string[] = [];
  const known = new Set(urls);
  let clicks = 0;
  const over = new AbortController();
  const bodyOf = (): string =>
    cliq.model.toInvocationRequest(
      { actionId: cliq.model.actions()[0]!.id, person, chat, messages: [message] },
      Date.now(),
    ).body;
  const click = async (url: string): Promise<number> => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: bodyOf(),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const note = (what: string, status: number | string): void => {
    clicks += 1;
    if (status !== 200) refused.push(`${what}: ${status}`);
  };
  const clickInCliq = async (): Promise<void> => {
    for (const { id, name } of cliq.model.actions()) {
      const order = { actionId: id, person, chat, messages: [message] };
      const once = async (): Promise<number | string> => {
        const { response, problem } = await cliq.execute(order);
        return response?.status ?? problem ?? "no answer";
      };
      note(name, await untilAnswered(once));
    }
  };
  const clickAtUrls = async (): Promise<void> => {
    for (const url of known) note("an old URL", await untilAnswered(async () => click(url)));
  };
  const repeat = async (work: () => Promise<void>): Promise<void> => {
    while (!over.signal.aborted) {
      await work();
      await setTimeout(pauseMs);
    }
  };
  const running = [repeat(clickInCliq), repeat(clickAtUrls)];
  return {
    refused: () => refused,
    count: () => clicks,
    forget: (gone) => {
      for (const url of gone) known.delete(url);
    },
    click,
    stop: async () => {
      over.abort();
      await Promise.all(running);
    },
  };
}
