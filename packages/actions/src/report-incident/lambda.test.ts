import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LambdaProcess, clickOn, startLambda } from "@cliq-actions/aws/testing/lambda-process";
import { eventOf } from "@cliq-actions/core/testing";
import { type FaultyTable, startFaultyTable } from "@cliq-actions/desks/testing/faulty-table";
import { afterAll, beforeAll, expect, test } from "vitest";

const started: LambdaProcess[] = [];
const running = new AsyncDisposableStack();
let table: FaultyTable;
let keyStore: string;
let lambda: LambdaProcess;
beforeAll(async () => {
  table = await startFaultyTable();
  running.defer(() => table.close());
  const key = Buffer.alloc(32, 5).toString("base64");
  const store = createServer((_incoming, outgoing) => outgoing.end(JSON.stringify({ Parameter: { Value: key } })));
  store.listen(0, "127.0.0.1");
  await once(store, "listening");
  running.defer(() => {
    store.closeAllConnections();
    store.close();
  });
  keyStore = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
  lambda = start();
});
afterAll(async () => {
  for (const one of started) one.kill();
  await running.disposeAsync();
});

function start(): LambdaProcess {
  const one = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SSM: keyStore,
    PARAMETER_PREFIX: "/product/test",
    TABLE_NAME: "tickets",
    FUNCTION_NAMES: JSON.stringify({ report: "R", acknowledge: "A", resolve: "S" }),
  });
  started.push(one);
  return one;
}

interface Output {
  readonly type?: string;
  readonly inputs?: readonly { readonly name: string; readonly value: string }[];
  readonly buttons?: readonly { readonly arguments: object }[];
}

async function answer(by: LambdaProcess, body: string): Promise<Output> {
  const [given] = await by.deliver(body);
  expect(given?.status).toBe(200);
  return (JSON.parse(given?.body ?? "") as { output: Output }).output;
}

/** An event of a function, of the person and the chat of every event of the kit. */
function call(name: string, type: string, params: Record<string, unknown>): string {
  return JSON.stringify(
    eventOf("text-message", { type: "function", name, handler: { type }, timestamp: Date.now(), params }),
  );
}

async function openForm(id: string): Promise<string> {
  const message = {
    id,
    type: "text",
    text: `CANARY ${id}`,
    time: "1707283711000",
    sender: { id: "3", first_name: "Eve" },
  };
  const { inputs = [] } = await answer(lambda, clickOn("text-message", { message }));
  return inputs.find(({ name }) => name === "_context")?.value ?? "";
}

function submission(sealed: string, title: string): string {
  const values = { _context: sealed, title, severity: { value: "low" }, service: { value: "Mail" } };
  return call("R", "form_handler", { form: { name: "Report incident", action: "submit", values } });
}

const rowsAbout = async (id: string): Promise<Awaited<ReturnType<FaultyTable["rows"]>>> =>
  (await table.rows()).filter((row) => row.messageKey?.S === id);

test("25 submissions of one form at once make one ticket, and each person who reports the message finds it", async () => {
  const sealed = await openForm("m1");
  const body = submission(sealed, "Mail is down");
  const answers = await lambda.deliver(...Array.from({ length: 25 }, () => body));
  expect(answers.every(({ body: one }) => one.includes('"title":"Incident #'))).toBe(true);
  expect(await rowsAbout("m1")).toHaveLength(1);
  await answer(lambda, submission(await openForm("m1"), "Something else"));
  expect(await rowsAbout("m1")).toHaveLength(1);
});

test("acknowledging and resolving change the one row, and a click that is delivered again changes nothing more", async () => {
  const reported = await answer(lambda, submission(await openForm("m2"), "Mail is down"));
  const [first, second] = reported.buttons ?? [];
  const acknowledge = call("A", "button_handler", { arguments: first?.arguments });
  expect((await answer(lambda, acknowledge)).type).toBe("message_edit");
  expect(await rowsAbout("m2")).toMatchObject([{ status: { S: "acknowledged" } }]);
  const resolve = call("S", "button_handler", { arguments: { ...second?.arguments, input: "A full disk" } });
  const [once, again] = [await answer(lambda, resolve), await answer(lambda, resolve)];
  expect(again).toEqual(once);
  expect(await rowsAbout("m2")).toMatchObject([{ status: { S: "resolved" } }]);
  expect((await answer(lambda, acknowledge)).type).toBe("message_edit");
  expect(await rowsAbout("m2")).toMatchObject([{ status: { S: "resolved" } }]);
});

test.each(["before", "after"] as const)(
  "a function killed %s the commit leaves one ticket once the form is sent again",
  async (moment) => {
    const id = `killed ${moment}`;
    const body = submission(await openForm(id), "Mail is down");
    const doomed = start();
    table.faults.push({ broken: moment, meanwhile: () => doomed.kill() });
    await expect(doomed.deliver(body)).rejects.toThrow("process ended");
    expect(await rowsAbout(id)).toHaveLength(moment === "after" ? 1 : 0);
    expect(JSON.stringify(await answer(lambda, body))).toContain("Incident #");
    expect(await rowsAbout(id)).toHaveLength(1);
  },
);

test("a desk that refuses leaves the form open under a sentence, and nothing that people wrote is in the log", async () => {
  const sealed = await openForm("m3");
  table.faults.push({ broken: "before" }, { broken: "before" }, { broken: "before" });
  expect(await answer(lambda, submission(sealed, "CANARY title"))).toMatchObject({
    type: "form_error",
    text: expect.stringContaining("The ticket desk is not answering"),
  });
  expect(lambda.log()).not.toContain("CANARY");
});
