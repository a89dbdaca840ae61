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

const person: FakePerson = {
  id: "64827402",
  firstName: "Priya",
  lastName: "Nair",
  email: "priya.nair@example.com",
  language: "en",
  country: "in",
  timezone: "Asia/Kolkata",
  admin: true,
};
const chat = { id: "CT_1", title: "#support", type: "channel", members: [person] } as const;
const message = {
  id: "1795341600000_1",
  sender: person,
  time: 1_795_341_600_000,
  type: "text",
  text: "The printer is on fire",
} as const;
const pauseMs = 150;

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
      const { response, problem } = await cliq.execute({ actionId: id, person, chat, messages: [message] });
      note(name, response?.status ?? problem ?? "no answer");
    }
  };
  const clickAtUrls = async (): Promise<void> => {
    for (const url of known) note("an old URL", await click(url));
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
