import { UpstreamFailed } from "@cliq-actions/core";
import { invocationOf } from "@cliq-actions/core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsError, type FaultyTable, startFaultyTable } from "../testing/faulty-table.ts";
import { requestCalled } from "../testing/text-request.ts";
import type { TicketRequest } from "../ticket-desk.ts";
import { toRow } from "../ticket-row.ts";
import { toTicketRequest } from "../to-ticket-request.ts";

let table: FaultyTable;
beforeAll(async () => {
  table = await startFaultyTable();
});
afterAll(() => table.close());

let clicks = 0;
/** A click on a message nobody clicked before. */
function newRequest(changes: Partial<TicketRequest> = {}): TicketRequest {
  clicks += 1;
  return requestCalled(String(clicks), changes);
}

async function rowsOf(businessKey: string): Promise<number> {
  return (await table.rows()).filter((row) => row.id?.S === businessKey).length;
}

describe("dynamodbDesk", () => {
  test("25 deliveries of one click at once make one row and 25 equal answers", async () => {
    const request = newRequest();
    const answers = await Promise.all(Array.from({ length: 25 }, () => table.desk.open(request)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(answers[0]).toMatchObject({ byThisClick: true, ticket: { subject: request.subject } });
    expect(await rowsOf(request.businessKey)).toBe(1);
  });

  test("of 25 people clicking one message at once, one opens the ticket and 24 learn who did", async () => {
    const requests = Array.from({ length: 25 }, (_, index) =>
      newRequest({ businessKey: "crowd", requester: { id: String(index), name: `Person ${index}` } }),
    );
    const answers = await Promise.all(requests.map((request) => table.desk.open(request)));
    const first = answers.find((answer) => answer.byThisClick);
    expect(answers.filter((answer) => answer.byThisClick)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ticket.requester.name))).toEqual(
      new Set([first?.ticket.requester.name]),
    );
    expect(await rowsOf("crowd")).toBe(1);
  });

  test("a click delivered again after a crash finds the ticket it had opened", async () => {
    const request = newRequest();
    const before = await table.desk.open(request);
    expect(await table.desk.open(request)).toEqual(before);
  });

  test("an answer lost after the commit is not mistaken for someone else's ticket", async () => {
    const request = newRequest();
    table.faults.push({ broken: "after" });
    const { byThisClick } = await table.desk.open(request);
    expect(byThisClick).toBe(true);
    expect(await rowsOf(request.businessKey)).toBe(1);
  });

  test.each([
    ["a broken connection", { broken: "before" }],
    ["a request that hangs", "hang"],
    ["throttling", awsError(400, "ProvisionedThroughputExceededException")],
    ["an internal error", awsError(500, "InternalServerError")],
  ] as const)("%s before the commit is tried again", async (_name, fault) => {
    const request = newRequest();
    table.faults.push(fault);
    const desk = fault === "hang" ? table.deployedDesk : table.desk;
    expect((await desk.open(request)).byThisClick).toBe(true);
    expect(await rowsOf(request.businessKey)).toBe(1);
  });

  test("a desk that stays silent fails within ten seconds, leaving no row, and is not asked for ever", async () => {
    const request = newRequest();
    const before = table.puts();
    const started = performance.now();
    table.faults.push("hang", "hang", "hang");
    const failure = await table.deployedDesk.open(request).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect(failure).toMatchObject({ system: "ticket desk", status: "TimeoutError" });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(table.puts() - before).toBe(3);
    expect(await rowsOf(request.businessKey)).toBe(0);
  });

  test("a desk that refuses access fails at once, without a storm of retries", async () => {
    const before = table.puts();
    table.faults.push(awsError(400, "AccessDeniedException"));
    await expect(table.desk.open(newRequest())).rejects.toMatchObject({
      system: "ticket desk",
      status: "AccessDeniedException",
    });
    expect(table.puts() - before).toBe(1);
  });

  test("a ticket is acknowledged and resolved once, by whoever was first", async () => {
    const request = newRequest();
    await table.desk.open(request);
    const ana = { deliveryKey: "by ana", by: { id: "2", name: "Ana" }, at: 1_000 };
    const ben = { deliveryKey: "by ben", by: { id: "3", name: "Ben" }, at: 2_000, note: "Turned it off and on." };
    const first = await table.desk.acknowledge(request.businessKey, ana);
    const { deliveryKey: _, ...step } = ana;
    expect(first).toMatchObject({ byThisClick: true, ticket: { status: "acknowledged", acknowledged: step } });
    expect(await table.desk.acknowledge(request.businessKey, ana)).toEqual(first);
    expect(await table.desk.acknowledge(request.businessKey, ben)).toEqual({ ...first, byThisClick: false });
    const resolved = await table.desk.resolve(request.businessKey, ben);
    expect(resolved).toMatchObject({
      byThisClick: true,
      ticket: { status: "resolved", acknowledged: step, resolved: { by: ben.by, note: ben.note } },
    });
    expect(await table.desk.resolve(request.businessKey, ben)).toEqual(resolved);
    expect(await table.desk.acknowledge(request.businessKey, ana)).toEqual({ ...resolved, byThisClick: true });
    expect(await table.desk.open(request)).toEqual(resolved);
  });

  test("of 8 people who acknowledge a ticket at once, one does", async () => {
    const request = newRequest();
    await table.desk.open(request);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const by = { id: String(index), name: `Person ${index}` };
        return table.desk.acknowledge(request.businessKey, { deliveryKey: by.name, by, at: index });
      }),
    );
    expect(outcomes.filter(({ byThisClick }) => byThisClick)).toHaveLength(1);
    expect(new Set(outcomes.map(({ ticket }) => ticket.acknowledged?.by.name))).toHaveLength(1);
  });

  test("a change whose answer was lost after the commit is this click's", async () => {
    const request = newRequest();
    await table.desk.open(request);
    table.faults.push({ broken: "after" });
    const change = { deliveryKey: "change", by: { id: "2", name: "Ana" }, at: 1_000 };
    expect(await table.desk.resolve(request.businessKey, change)).toMatchObject({ byThisClick: true });
  });

  test("a row of before, which has no version, can be changed", async () => {
    const request = newRequest();
    const { version: _, ...row } = toRow(request, "1234-5678");
    await table.table.putOnce(row);
    const change = { deliveryKey: "change", by: { id: "2", name: "Ana" }, at: 1_000 };
    const outcome = await table.desk.acknowledge(request.businessKey, change);
    expect(outcome).toMatchObject({ byThisClick: true, ticket: { number: "1234-5678" } });
    expect(await table.desk.acknowledge(request.businessKey, change)).toEqual(outcome);
  });

  test("a ticket that is not there cannot be changed, and the person learns that", async () => {
    const change = { deliveryKey: "change", by: { id: "2", name: "Ana" }, at: 1_000 };
    await expect(table.desk.acknowledge("no such ticket", change)).rejects.toThrow(
      "This ticket is not on the desk any more.",
    );
  });

  test("the largest message still fits one item, far below DynamoDB's limit", async () => {
    const text = "😀".repeat(250_000);
    const user = { id: "7", name: "é".repeat(300_000), email: `${"x".repeat(300_000)}@example.com` };
    const details = Array.from({ length: 100 }, () => ({ label: text, value: text }));
    const origin = { chat: text, author: text, fileNames: Array.from({ length: 100 }, () => text) };
    const about = { subject: text, body: text, details, origin };
    const request = { ...toTicketRequest(invocationOf("text-message", { user }), about), businessKey: "largest" };
    await table.desk.open(request);
    const row = (await table.rows()).find(({ id }) => id?.S === "largest");
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThan(200_000);
    expect(row?.body?.S).toMatch(/…\n\[cut: the message has 500000 characters\]$/u);
  });
});
