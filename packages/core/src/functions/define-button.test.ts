import { expect, expectTypeOf, test } from "vitest";
import { outputOf } from "../testing/output-of.ts";
import { banner } from "../reply/banner.ts";
import { card, text } from "../reply/message.ts";
import { callOf } from "../testing/call-of.ts";
import { defineButton } from "./define-button.ts";
import { edit } from "./message-edit.ts";

const acknowledge = defineButton({
  name: "Acknowledge",
  args: { ticket: "string", step: "number" },
  permissions: ["user", "message"],
  click({ args, input, user, message }, { names }: { names: string[] }) {
    expectTypeOf(args).toEqualTypeOf<{ readonly ticket: string; readonly step: number }>();
    expectTypeOf(input).toEqualTypeOf<string | undefined>();
    names.push(user.name);
    return edit(text(`${args.ticket} ${args.step} ${input ?? "nothing"} ${message?.text ?? "no message"}`));
  },
});

const args = { ticket: "T-1", step: 2 };
const seal = (value: unknown): object => ({ context: JSON.stringify(value) });

test("a button carries its function's name and its arguments, each to be filled in", () => {
  const [button] = outputOf(text("x", { buttons: [acknowledge.button("Yes", args, { tone: "-" })] })).buttons ?? [];
  expect(button).toEqual({
    label: "Yes",
    type: "-",
    action: { type: "invoke.function", data: { name: "Acknowledge" } },
    arguments: { context: JSON.stringify(args) },
  });
  // @ts-expect-error -- an argument is missing
  expect(() => acknowledge.button("Yes", { ticket: "T-1" })).toThrow("other arguments than it declares");
  // @ts-expect-error -- a number is no text
  expect(() => acknowledge.button("Yes", { ticket: 1, step: 1 })).toThrow("other arguments than it declares");
});

test("a click gets arguments, what was written into the confirmation, and what is permitted", async () => {
  const names: string[] = [];
  const click = (input?: unknown): object => ({
    arguments: { ...seal(args), ...(input === undefined ? {} : { input }) },
    message: { id: "m1", text: "The card", time: "1493707283711" },
  });
  const say = async (input?: unknown): Promise<string> =>
    outputOf(await acknowledge.serve!(callOf("button_handler", click(input)), { names })).text;

  expect(await say()).toBe("T-1 2 nothing The card");
  expect(await say("done")).toBe("T-1 2 done The card");
  expect(await say({ token: "done" })).toBe("T-1 2 done The card");
  expect(await say([])).toBe("T-1 2 nothing The card");
  expect(names).toHaveLength(4);
});

test("a click whose arguments are from before a change of the action is refused in words", async () => {
  const call = callOf("button_handler", { arguments: seal({ ticket: "T-1" }) });
  await expect(acknowledge.serve!(call, { names: [] })).rejects.toThrow("from before a change");
});

test("only a message can take the place of another one, and only a button or form answers so", async () => {
  expect(outputOf(await answerOf(() => edit(card({ title: "T", text: "x" }))))).toMatchObject({
    type: "message_edit",
    text: "x",
    card: { title: "T" },
  });
  expect(() => edit(banner("x"))).toThrow("takes a message made by text() or card()");
  await expect(answerOf(() => "x" as never)).rejects.toThrow('The button "Any" returned no reply');
});

test("a button is refused at import where Cliq would refuse it, or nobody reads a field", () => {
  const click = (): never => {
    throw new Error("never");
  };
  expect(() => defineButton({ name: "", click })).toThrow('button "": name must not be empty.');
  expect(() => defineButton({ name: "A", click, args: { a: "text" as "string" } })).toThrow("args.a holds");
  expect(() => defineButton({ name: "A", click, lable: "x" } as never)).toThrow('"lable" is not one of');
});

async function answerOf(click: () => ReturnType<typeof edit>): Promise<Parameters<typeof outputOf>[0]> {
  return defineButton({ name: "Any", click }).serve!(callOf("button_handler", { arguments: seal({}) }), undefined);
}
