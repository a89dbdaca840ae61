import { afterAll, beforeAll, expect, test } from "vitest";
import { clickOn, type LambdaProcess, startLambda, usualClicks } from "@cliq-actions/aws/testing/lambda-process";
import { awsError, type FaultyTable, startFaultyTable } from "@cliq-actions/desks/testing/faulty-table";

const started: LambdaProcess[] = [];
let table: FaultyTable;
let lambda: LambdaProcess;
beforeAll(async () => {
  table = await startFaultyTable();
  lambda = start();
});
afterAll(() => {
  for (const one of started) one.kill();
  table.close();
});

function start(): LambdaProcess {
  const one = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    TABLE_NAME: "tickets",
  });
  started.push(one);
  return one;
}

function messageCalled(id: string): { message: object } {
  return {
    message: { id, type: "text", text: `CANARY ${id}`, time: "1707283711000", sender: { id: "3", first_name: "Eve" } },
  };
}

async function ticketsAbout(id: string): Promise<number> {
  return (await table.rows()).filter((row) => row.messageKey?.S === id).length;
}

test("25 deliveries of one click at once get 25 equal answers and make one ticket", async () => {
  const body = clickOn("text-message", messageCalled("m1"));
  const answers = await lambda.deliver(...Array.from({ length: 25 }, () => body));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
  expect(answers[0]).toMatchObject({
    status: 200,
    body: expect.stringMatching(/"title":"Ticket #[0-9A-Z-]{9} created"/),
  });
  expect(await ticketsAbout("m1")).toBe(1);
});

test("a second person on the same message is told the number and the name", async () => {
  const [answer] = await lambda.deliver(
    clickOn("text-message", { ...messageCalled("m1"), user: { id: "2", first_name: "Ana" } }),
  );
  expect(answer?.body).toMatch(/"text":"Ticket already created: #[0-9A-Z-]{9} by Scott Fisher on /);
  expect(await ticketsAbout("m1")).toBe(1);
});

test.each(["before", "after"] as const)(
  "a function killed %s the commit leaves one ticket once the click is delivered again",
  async (moment) => {
    const id = `killed ${moment}`;
    const body = clickOn("text-message", messageCalled(id));
    const doomed = start();
    table.faults.push({ broken: moment, meanwhile: () => doomed.kill() });
    await expect(doomed.deliver(body)).rejects.toThrow("process ended");
    expect(await ticketsAbout(id)).toBe(moment === "after" ? 1 : 0);
    const [again, once] = [await lambda.deliver(body), await lambda.deliver(body)];
    expect(again).toEqual(once);
    expect(again[0]?.body).toMatch(/"title":"Ticket #[0-9A-Z-]{9} created"/);
    expect(await ticketsAbout(id)).toBe(1);
  },
);

test("a desk that refuses is a sentence for the person, and nothing they wrote is in the log", async () => {
  table.faults.push(awsError(400, "AccessDeniedException"));
  const [answer] = await lambda.deliver(clickOn("text-message", messageCalled("m2")));
  expect(answer).toMatchObject({
    status: 200,
    body: expect.stringContaining(
      "The ticket desk is not answering as it should. Tell whoever looks after this action.",
    ),
  });
  expect(lambda.log()).toContain("AccessDeniedException");
  expect(lambda.log()).not.toContain("CANARY");
});

test("what people write in six scripts makes no object of Intl", async () => {
  const answers = await lambda.deliver(...usualClicks());
  for (const { body } of answers) expect(body).toContain('"title":"Ticket #');
  expect(lambda.intl()).toEqual([]);
});
