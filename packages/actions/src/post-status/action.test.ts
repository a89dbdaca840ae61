import { invocationOf, outputOf } from "@cliq-actions/core/testing";
import { expect, test } from "vitest";
import action from "./action.ts";
import type { IncidentUpdate, StatusPage } from "./status-page.ts";

/** A status page that remembers what it was given; the real one's adapter has its own tests. */
function memoryStatusPage(): StatusPage & { readonly published: IncidentUpdate[] } {
  const published: IncidentUpdate[] = [];
  return {
    published,
    publish: async (update) => {
      published.push(update);
      return { id: "inc-1", url: "https://status.example/incidents/inc-1" };
    },
  };
}

const click = invocationOf("text-message");
const withText = (text: string): typeof click => invocationOf("text-message", { message: { ...click.message, text } });

test("publishes the first line as title and shows a card that leads to the incident", async () => {
  const statusPage = memoryStatusPage();
  const reply = await action.execute(withText("\n  Login is down \nWe are looking into it."), { statusPage });
  expect(statusPage.published).toEqual([
    { key: click.keys.business, title: "Login is down", body: "\n  Login is down \nWe are looking into it." },
  ]);
  expect(outputOf(reply)).toMatchObject({
    text: "Login is down",
    card: { title: "Published on the status page" },
    buttons: [{ label: "Open incident", action: { data: { web: "https://status.example/incidents/inc-1" } } }],
  });
});

test("keeps to what the status page takes, between characters", async () => {
  const statusPage = memoryStatusPage();
  await action.execute(withText("👩‍👩‍👧‍👧".repeat(1_000)), { statusPage });
  const [update] = statusPage.published;
  expect(update?.title.length).toBeLessThanOrEqual(120);
  expect(update?.body.length).toBeLessThanOrEqual(5_000);
  expect(`${update?.title}${update?.body}`.replaceAll(/👩‍👩‍👧‍👧|…/gu, "")).toBe("");
});

test.each(["", " \n\t", "\u200B\u2060"])("refuses a message without text: %j", async (text) => {
  await expect(action.execute(withText(text), { statusPage: memoryStatusPage() })).rejects.toMatchObject({
    code: "user_error",
    message: "This message has no text to publish.",
  });
});
