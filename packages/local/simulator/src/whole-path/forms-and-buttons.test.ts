import { type Execution, type FakePerson, type FunctionUse, interactionWorlds } from "@cliq-actions/fake-cliq";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { type Stage, startStage } from "../testing/start-stage.ts";

const language = { language: "en", country: "us", timezone: "UTC" };
const ana: FakePerson = { ...language, id: "7", firstName: "Ana", lastName: "Gil", email: "ana.gil@example.com" };
const ben: FakePerson = { ...language, id: "8", firstName: "Ben", lastName: "Ito", email: "ben.ito@example.com" };
const chat = { id: "CT_1", title: "#support", type: "channel", members: [ana, ben] } as const;

interface Output {
  readonly type?: string;
  readonly text?: string;
  readonly card?: { readonly title: string };
  readonly inputs?: readonly { readonly name: string; readonly value?: string }[];
  readonly buttons?: readonly object[];
}

/** What Cliq takes of an answer; none of it may be anything it would not show. */
function outputOf({
  output,
  problem,
  problems,
  outcome,
}: Execution & { output?: unknown; problems?: unknown }): Output {
  expect({ outcome, problem, problems: problems ?? [] }).toEqual({
    outcome: "answered",
    problem: undefined,
    problems: [],
  });
  return output as Output;
}

describe.each([
  ["as documented", {}],
  ["with other words", interactionWorlds["events of functions in other words"]],
])("in a Cliq %s", (_world, options) => {
  const running = new AsyncDisposableStack();
  let stage: Stage;
  let form: Output;
  const use = async (what: object, person = ana): Promise<Output> =>
    outputOf(await stage.cliq.use({ person, chat, ...what } as unknown as FunctionUse));
  const opened = (): Record<string, string> =>
    Object.fromEntries((form.inputs ?? []).map(({ name, value = "" }) => [name, value]));

  beforeAll(async () => {
    stage = await startStage(running, { ...options, seed: 72 });
    await stage.aws.deploy(stage.stack);
    const found = stage.cliq.model.actions().find((action) => slugOf(action) === "ask-form");
    const message = { id: "m1", sender: ben, time: 1_707_283_711_000, type: "text", text: "It is broken" } as const;
    const choice = { actionId: found?.id ?? "", person: ana, chat, messages: [message] };
    form = outputOf(await stage.cliq.execute(choice));
  });
  afterAll(() => running.disposeAsync());

  test("an action opens its form, which names its function and is prefilled from the message", () => {
    expect(form).toMatchObject({
      type: "form",
      action: { type: "invoke.function", name: "Note" },
    });
    expect(opened()).toMatchObject({ words: "It is broken" });
  });

  test("a field adds another one, and a search finds options", async () => {
    const values = { ...opened(), kind: "long" };
    expect(await use({ do: "change", form, values, input: "kind" })).toMatchObject({
      type: "form_modification",
      actions: [{ type: "add_after", name: "kind", input: { name: "more" } }],
    });
    expect(await use({ do: "search", form, values, input: "colour", query: "gre" })).toEqual({
      options: [
        { label: "green", value: "green" },
        { label: "grey", value: "grey" },
      ],
    });
  });

  test("a submission that is wrong stays open, a right one answers with a button, and its click edits the card", async () => {
    const values = { ...opened(), kind: "short" };
    expect(await use({ do: "submit", form, values })).toEqual({
      type: "form_error",
      text: "Please correct the form.",
      inputs: { words: "Use words of your own." },
    });
    const card = await use({ do: "submit", form, values: { ...values, words: "Mail" } });
    expect(card).toMatchObject({ card: { title: "Noted 1 times" }, text: "Mail (short)  by Ana Gil" });

    const message = { id: "m2", sender: ana, time: Date.now(), type: "text", text: card.text ?? "" };
    const edited = await use({ do: "click", button: card.buttons?.[0], message, input: "because" });
    expect(edited).toMatchObject({ type: "message_edit", card: { title: "Noted 2 times" }, text: "because" });
    const again = await use({ do: "click", button: edited.buttons?.[0], message });
    expect(again).toMatchObject({ type: "message_edit", card: { title: "Noted 3 times" }, text: "because" });
  });

  test("somebody else's form and button are refused in words", async () => {
    const values = { ...opened(), words: "Mail", kind: "short" };
    expect(await use({ do: "submit", form, values }, ben)).toMatchObject({
      type: "form_error",
      text: expect.stringContaining("somebody else's"),
    });
  });
});
