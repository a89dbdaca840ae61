import { UpstreamFailed } from "@cliq-actions/core";
import { describe, expect, test } from "vitest";
import { requestCalled } from "../testing/text-request.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import type { Row } from "../ticket-row.ts";
import type { TicketTable } from "../ticket-table.ts";
import { rememberingDesk } from "./remembering-desk.ts";
import type { VendorDesk } from "./vendor-desk.ts";

/** A table as the real one is, in memory. */
function memoryTable(): TicketTable & { readonly rows: Map<string, Row> } {
  const rows = new Map<string, Row>();
  return {
    rows,
    get: async (id) => rows.get(id),
    async putOnce(row) {
      const id = row.id?.S ?? "";
      if (!rows.has(id)) rows.set(id, structuredClone(row));
      const there = rows.get(id);
      return there === undefined ? row : structuredClone(there);
    },
    async replace(old, next) {
      const id = old.id?.S ?? "";
      if (rows.get(id)?.version?.N !== old.version?.N) return undefined;
      const row = { ...next, version: { N: String(Number(old.version?.N) + 1) } };
      rows.set(id, structuredClone(row));
      return row;
    },
  };
}

interface MemoryVendor extends VendorDesk {
  readonly tickets: {
    readonly mark: string;
    readonly createdAtMs: number;
    readonly said: string[];
    isClosed: boolean;
  }[];
}

/** A system whose searches lag behind, in memory. */
function memoryVendor(lagMs = 0): MemoryVendor {
  const tickets: MemoryVendor["tickets"] = [];
  const nameOf = (mark: string) => ({ id: mark, number: mark.slice(0, 8), address: `https://desk.example/${mark}` });
  return {
    tickets,
    settlesMs: lagMs * 3,
    find: async (mark) => {
      const found = tickets.find((one) => one.mark === mark && Date.now() - one.createdAtMs >= lagMs);
      return found && nameOf(found.mark);
    },
    create: async (_request, mark) => {
      tickets.push({ mark, createdAtMs: Date.now(), said: [], isClosed: false });
      return nameOf(mark);
    },
    change: async (id, { status, mark }) => {
      const ticket = tickets.find((one) => one.mark === id);
      if (ticket?.said.includes(mark) === false) ticket.said.push(mark);
      if (ticket !== undefined && status === "resolved") ticket.isClosed = true;
    },
  };
}

const impatient = { leaseMs: 40, waitMs: 5_000, pollMs: 5 };
const pause = async (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Both as a process has them that ends at its `at`-th step, before or after it takes effect; nothing of it goes on. */
function endingAt(
  { table, vendor }: { readonly table: TicketTable; readonly vendor: VendorDesk },
  at: number,
  moment: "before" | "after",
): { table: TicketTable; vendor: VendorDesk; steps(): number; ended: Promise<void> } {
  let steps = 0;
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const never = new Promise<never>(() => {});
  const step =
    <Args extends unknown[], Value>(act: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      steps += 1;
      if (steps > at) return never;
      if (steps === at && moment === "before") return (end(), never);
      const value = await act(...args);
      return steps === at ? (end(), never) : value;
    };
  return {
    table: {
      get: step(async (id: string) => table.get(id)),
      putOnce: step(async (row: Row) => table.putOnce(row)),
      replace: step(async (old: Row, next: Row) => table.replace(old, next)),
    },
    vendor: {
      settlesMs: vendor.settlesMs,
      find: step(async (...args: Parameters<VendorDesk["find"]>) => vendor.find(...args)),
      create: step(async (...args: Parameters<VendorDesk["create"]>) => vendor.create(...args)),
      change: step(async (...args: Parameters<VendorDesk["change"]>) => vendor.change(...args)),
    },
    steps: () => steps,
    ended,
  };
}

const by = { id: "2", name: "Ana" };

/** A whole life of a ticket: opened, acknowledged and resolved. */
async function live(desk: TicketDesk, request: ReturnType<typeof requestCalled>): Promise<unknown> {
  const { ticket } = await desk.open(request);
  await desk.acknowledge(ticket.key, { deliveryKey: "acknowledge", by, at: 1 });
  return desk.resolve(ticket.key, { deliveryKey: "resolve", by, at: 2, note: "Done" });
}

async function countSteps(): Promise<number> {
  const parts = endingAt({ table: memoryTable(), vendor: memoryVendor() }, Infinity, "after");
  await live(rememberingDesk(parts.table, parts.vendor, impatient), requestCalled("counted"));
  return parts.steps();
}

describe("rememberingDesk", () => {
  test.each(["before", "after"] as const)(
    "killed %s any step of a ticket's life, it is opened, acknowledged and resolved once when the clicks come again",
    async (moment) => {
      const steps = await countSteps();
      expect(steps).toBeGreaterThan(10);
      for (let at = 1; at <= steps; at += 1) {
        const [table, vendor] = [memoryTable(), memoryVendor()];
        const request = requestCalled(`killed ${moment} ${at}`);
        const doomed = endingAt({ table, vendor }, at, moment);
        void live(rememberingDesk(doomed.table, doomed.vendor, impatient), request);
        await doomed.ended;
        expect(await live(rememberingDesk(table, vendor, impatient), request), `${moment} ${at}`).toMatchObject({
          byThisClick: true,
          ticket: { status: "resolved", resolved: { note: "Done" } },
        });
        expect(vendor.tickets, `${moment} ${at}`).toHaveLength(1);
        expect(vendor.tickets[0]?.said, `${moment} ${at}`).toHaveLength(2);
      }
    },
  );

  test("killed between the request and its answer, no second ticket is asked for until a search would find the first", async () => {
    const [table, vendor] = [memoryTable(), memoryVendor(400)];
    const request = requestCalled("lagging");
    const creating = Promise.withResolvers<void>();
    const doomed: VendorDesk = {
      ...vendor,
      create: async (...args) => {
        await vendor.create(...args);
        creating.resolve();
        return new Promise<never>(() => {});
      },
    };
    void rememberingDesk(table, doomed, impatient).open(request);
    await creating.promise;
    await pause(impatient.leaseMs * 2);
    const desk = rememberingDesk(table, vendor, impatient);
    await expect(desk.open(request)).rejects.toMatchObject({ status: "Unsettled", transient: true });
    expect(vendor.tickets).toHaveLength(1);
    await pause(vendor.settlesMs);
    expect(await desk.open(request)).toMatchObject({ byThisClick: true });
    expect(vendor.tickets).toHaveLength(1);
  });

  test("a ticket whose row is lost is found by its mark", async () => {
    const [table, vendor] = [memoryTable(), memoryVendor()];
    const request = requestCalled("lost row");
    const desk = rememberingDesk(table, vendor, impatient);
    const opened = await desk.open(request);
    table.rows.clear();
    expect(await desk.open(request)).toEqual(opened);
    expect(vendor.tickets).toHaveLength(1);
  });

  test("what was refused is asked for again as whoever clicks next has it", async () => {
    const [table, vendor] = [memoryTable(), memoryVendor(60_000)];
    let isRefusing = true;
    const refusing: VendorDesk = {
      ...vendor,
      create: async (...args) => {
        if (!isRefusing) return vendor.create(...args);
        throw new UpstreamFailed("desk", { status: 403 });
      },
    };
    const desk = rememberingDesk(table, refusing, impatient);
    const request = requestCalled("refused");
    await expect(desk.open(request)).rejects.toMatchObject({ system: "ticket desk", status: 403 });
    isRefusing = false;
    const other = { ...request, deliveryKey: "another click", subject: "Edited since", requester: by };
    expect(await desk.open(other)).toMatchObject({
      byThisClick: true,
      ticket: { subject: "Edited since", requester: by },
    });
  });

  test("a search that fails is a failure of the ticket desk, and no ticket is opened", async () => {
    const vendor = memoryVendor();
    const failing = { ...vendor, find: () => Promise.reject(new UpstreamFailed("desk", { errno: "ECONNRESET" })) };
    const desk = rememberingDesk(memoryTable(), failing, impatient);
    await expect(desk.open(requestCalled("unsearched"))).rejects.toMatchObject({
      system: "ticket desk",
      errno: "ECONNRESET",
    });
    expect(vendor.tickets).toEqual([]);
  });

  test("whoever waits for somebody who is at it gives up before the click does", async () => {
    const [table, vendor] = [memoryTable(), memoryVendor()];
    const hanging = { ...vendor, create: () => new Promise<never>(() => {}) };
    const patience = { leaseMs: 60_000, waitMs: 50, pollMs: 5 };
    const request = requestCalled("busy");
    void rememberingDesk(table, hanging, patience).open(request);
    await pause(20);
    await expect(rememberingDesk(table, vendor, patience).open(request)).rejects.toMatchObject({ status: "Busy" });
  });
});
