import { invocationOf } from "@cliq-actions/core/testing";
import { describe, expect, test } from "vitest";
import type { TicketChange, TicketDesk } from "../ticket-desk.ts";
import { toTicketRequest } from "../to-ticket-request.ts";
import { requestCalled } from "./text-request.ts";

/** What goes wrong with the request that stores a ticket, in the words of every desk. */
export type DeskFault =
  | "401"
  | "403"
  | "404"
  | "409"
  | "422"
  | "429 for a second"
  | "429 without a word"
  | "429 for a minute"
  | "500"
  | "503"
  | "a lost request"
  | "a lost answer"
  | "garbage instead of the answer"
  | "silence";

/** A desk with everything behind it, for the contract that each keeps. */
export interface DeskHarness {
  readonly desk: TicketDesk;
  /** The next request that stores a ticket meets this. */
  readonly failNext: (fault: DeskFault) => void;
  /** The answer to the next thing that is said of a ticket is lost, where the desk has a page. */
  readonly loseNextAnswer?: () => void;
  /** How many tickets there are. */
  readonly tickets: () => Promise<number>;
  /** Resolves when nothing is on its way any more: a search finds all there is. */
  readonly settle: () => Promise<void>;
  /** What people see of a ticket where the desk has a page. */
  readonly look?: (number: string) => {
    readonly isClosed: boolean;
    /** Its own text. */
    readonly text: string;
    /** All that was said since. */
    readonly said: string;
    /** Of both, what its page does not show just as it is written. */
    readonly markup: string;
  };
}

let clicks = 0;
const ana = { id: "2", name: "Ana", email: "ana@example.com" };

/** Failures before the commit. Those that only take longer are for `.ci/run`. */
const afterFaults = [
  "500",
  "a lost request",
  ...(process.env.CI_TESTS === undefined ? [] : (["503", "silence"] as const)),
] as const;

/** What every desk does, whatever goes wrong: `harness` is asked for within the tests. */
export function describeDesk(name: string, harness: () => DeskHarness): void {
  const newRequest = (): ReturnType<typeof requestCalled> => requestCalled(`${name} ${(clicks += 1)}`);
  const later = (deliveryKey: string, note?: string): TicketChange => ({
    deliveryKey,
    by: ana,
    at: 1_700_000_000_000,
    ...(note === undefined ? {} : { note }),
  });

  describe(`the contract of ${name}`, () => {
    test("a click opens one ticket, and gets the same answer each time it is delivered", async () => {
      const { desk, tickets } = harness();
      const [request, before] = [newRequest(), await tickets()];
      const opened = await desk.open(request);
      expect(opened).toMatchObject({
        byThisClick: true,
        ticket: { key: request.businessKey, status: "open", subject: request.subject, requester: request.requester },
      });
      expect(opened.ticket.number).not.toBe("");
      expect(await desk.open(request)).toEqual(opened);
      expect((await tickets()) - before).toBe(1);
    });

    test("another click on the message, by whomever, finds the ticket that there is", async () => {
      const { desk, tickets } = harness();
      const [request, before] = [newRequest(), await tickets()];
      const { ticket } = await desk.open(request);
      const again = { ...request, deliveryKey: `${request.deliveryKey} again` };
      expect(await desk.open(again)).toEqual({ ticket, byThisClick: false });
      expect(await desk.open({ ...again, requester: ana, subject: "Edited since" })).toEqual({
        ticket,
        byThisClick: false,
      });
      expect((await tickets()) - before).toBe(1);
    });

    test("of ten people who click at once, one opens the ticket and nine learn who did", async () => {
      const { desk, tickets } = harness();
      const [request, before] = [newRequest(), await tickets()];
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => {
          const requester = { id: String(index), name: `Person ${index}` };
          return desk.open({ ...request, deliveryKey: requester.name, requester });
        }),
      );
      expect(answers.filter(({ byThisClick }) => byThisClick)).toHaveLength(1);
      expect(new Set(answers.map(({ ticket }) => JSON.stringify(ticket)))).toHaveLength(1);
      expect((await tickets()) - before).toBe(1);
    });

    test.each(["401", "403", "404", "409", "422", "429 for a minute"] as const)(
      "%s opens nothing and is a failure of the ticket desk; the next click opens the ticket",
      async (fault) => {
        const { desk, failNext, tickets } = harness();
        const [request, before] = [newRequest(), await tickets()];
        failNext(fault);
        const failure = await desk.open(request).catch((error: unknown) => error);
        expect(failure).toMatchObject({ code: "upstream_failed", system: "ticket desk" });
        expect(await tickets()).toBe(before);
        expect(await desk.open({ ...request, deliveryKey: "another" })).toMatchObject({ byThisClick: true });
        expect((await tickets()) - before).toBe(1);
      },
    );

    test.each(["429 for a second", "429 without a word"] as const)("%s is waited out", async (fault) => {
      const { desk, failNext, tickets } = harness();
      const [request, before] = [newRequest(), await tickets()];
      failNext(fault);
      expect(await desk.open(request)).toMatchObject({ byThisClick: true });
      expect((await tickets()) - before).toBe(1);
    });

    test.each(["a lost answer", "garbage instead of the answer"] as const)(
      "%s after the ticket was stored is not mistaken for a failure, nor for somebody else's ticket",
      async (fault) => {
        const { desk, failNext, tickets } = harness();
        const [request, before] = [newRequest(), await tickets()];
        failNext(fault);
        const opened = await desk.open(request);
        expect(opened.byThisClick).toBe(true);
        expect(await desk.open(request)).toEqual(opened);
        expect((await tickets()) - before).toBe(1);
      },
    );

    test.each(afterFaults)(
      "after %s there is one ticket as soon as a click succeeds, and never a second",
      async (fault) => {
        const { desk, failNext, tickets, settle } = harness();
        const [request, before] = [newRequest(), await tickets()];
        failNext(fault);
        const first = await desk.open(request).catch((error: unknown) => error);
        if (first instanceof Error) {
          expect(first).toMatchObject({ code: "upstream_failed", system: "ticket desk" });
          expect((await tickets()) - before).toBe(0);
        }
        await settle();
        expect(await desk.open(request)).toMatchObject({ byThisClick: true });
        expect((await tickets()) - before).toBe(1);
      },
    );

    test("a ticket is acknowledged and resolved once, by whoever was first, and people see that", async () => {
      const { desk, look } = harness();
      const request = newRequest();
      const { ticket } = await desk.open(request);
      const first = await desk.acknowledge(ticket.key, later("first"));
      expect(first).toMatchObject({ byThisClick: true, ticket: { status: "acknowledged", acknowledged: { by: ana } } });
      expect(await desk.acknowledge(ticket.key, later("first"))).toEqual(first);
      expect(await desk.acknowledge(ticket.key, later("second"))).toEqual({ ...first, byThisClick: false });
      const note = "Turned it off\nand on @all";
      const resolved = await desk.resolve(ticket.key, later("third", note));
      expect(resolved).toMatchObject({
        byThisClick: true,
        ticket: { status: "resolved", resolved: { note, by: ana } },
      });
      expect(await desk.resolve(ticket.key, later("third", note))).toEqual(resolved);
      expect(await desk.acknowledge(ticket.key, later("fourth"))).toEqual({ ...resolved, byThisClick: false });
      expect(await desk.open(request)).toEqual(resolved);
      const seen = look?.(ticket.number);
      if (seen === undefined) return;
      expect(seen.isClosed).toBe(true);
      expect(seen.said.split("Acknowledged in Cliq by")).toHaveLength(2);
      expect(seen.said.split("Resolved in Cliq by")).toHaveLength(2);
      expect(seen.said).toContain("Ana (ana@example.com)");
      expect(seen.said).toContain("Turned it off");
    });

    test("a lost answer to what is said of a ticket is not said again, and the ticket is closed by the next try", async () => {
      const { desk, look, loseNextAnswer } = harness();
      const { ticket } = await desk.open(newRequest());
      loseNextAnswer?.();
      const resolve = async (): Promise<unknown> => desk.resolve(ticket.key, later("resolve", "Turned it off"));
      const first = await resolve().catch((error: unknown) => error);
      if (loseNextAnswer) expect(first).toMatchObject({ code: "upstream_failed", system: "ticket desk" });
      expect(await resolve()).toMatchObject({ byThisClick: true, ticket: { status: "resolved" } });
      const seen = look?.(ticket.number);
      if (seen === undefined) return;
      expect(seen.isClosed).toBe(true);
      expect(seen.said.split("Resolved in Cliq by")).toHaveLength(2);
    });

    test("of five people who resolve a ticket at once, one does, and it is said once", async () => {
      const { desk, look } = harness();
      const { ticket } = await desk.open(newRequest());
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, (_, index) => desk.resolve(ticket.key, later(`click ${index}`))),
      );
      expect(outcomes.filter(({ byThisClick }) => byThisClick)).toHaveLength(1);
      const seen = look?.(ticket.number);
      if (seen !== undefined) expect(seen.said.split("Resolved in Cliq by")).toHaveLength(2);
    });

    test("whoever reads a ticket sees the message, who wrote it and where, its files, and a link back", async () => {
      const { desk, look } = harness();
      const messageUrl = "https://cliq.zoho.com/chats/1/messages/2";
      const origin = { chat: "Support desk", author: "Lena Braun", fileNames: ["pump.png", "log.txt"], messageUrl };
      const body = "The pump stands still.\n\nSince Monday.";
      const details = [{ label: "Severity", value: "rather high" }];
      const request = { ...newRequest(), body, origin, details, requester: ana };
      const { ticket } = await desk.open(request);
      const text = look?.(ticket.number).text;
      if (text === undefined) return;
      for (const words of ["The pump stands still.", "Since Monday.", "Support desk", "Lena Braun", "Severity"])
        expect(text).toContain(words);
      for (const words of ["rather high", "pump.png", "log.txt", messageUrl, "Ana", "ana@example.com"])
        expect(text).toContain(words);
    });

    test.each([
      ["quotation marks", '"'],
      ["backticks", "`"],
      ["lines", "a\n"],
      ["families", "👩‍👩‍👧‍👧"],
    ])("the longest message of %s is a ticket like any other", async (_, unit) => {
      const { desk } = harness();
      const [label, long] = [unit.repeat(200), unit.repeat(40_000)];
      const origin = { chat: long, author: long, fileNames: Array.from({ length: 40 }, () => label) };
      const details = Array.from({ length: 40 }, () => ({ label, value: long }));
      const request = newRequest();
      const longest = toTicketRequest(invocationOf("text-message"), { subject: long, body: long, origin, details });
      const { businessKey, deliveryKey } = request;
      expect(await desk.open({ ...longest, businessKey, deliveryKey })).toMatchObject({ byThisClick: true });
    });

    test("what people wrote has no effect on whoever reads the ticket", async () => {
      const { desk, look } = harness();
      const words = "`@octocat` closes #1 ``` <b>x</b> [~accountid:1] {code} \u0000";
      const origin = { chat: words, author: words, fileNames: [words] };
      const request = { ...newRequest(), subject: words, body: `${words}\n\n${words}`, origin };
      const { ticket } = await desk.open({ ...request, requester: { id: "1", name: words } });
      expect(ticket).toMatchObject({ subject: words, body: request.body });
      expect(look?.(ticket.number).isClosed ?? false).toBe(false);
      await desk.acknowledge(ticket.key, { ...later("a"), by: { id: "1", name: words } });
      await desk.resolve(ticket.key, later("b", `${words}\n${words}`));
      expect(look?.(ticket.number).markup ?? "").not.toMatch(/@octocat|closes #1|<b>|\{code\}/);
    });

    test("a ticket that is not there cannot be changed, and the person learns that", async () => {
      for (const change of ["acknowledge", "resolve"] as const)
        await expect(harness().desk[change]("no such ticket", later("any"))).rejects.toMatchObject({
          code: "user_error",
          message: "This ticket is not on the desk any more.",
        });
    });
  });
}
