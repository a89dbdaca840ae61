import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeChat, FakePerson } from "@cliq-actions/fake-cliq";
import { backgroundActions } from "@cliq-actions/infra/testing/test-actions";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { slugOf } from "../simulation/to-page.ts";
import { type DeathPoint, type MortalAssembly, toMortal } from "./kill-functions.ts";
import { readRows } from "./read-stage.ts";
import { type Stage, startStage } from "./start-stage.ts";

/** A death of a webhook or a worker, and what it may cost. */
export interface Death {
  readonly at: DeathPoint;
  /** How often the action's own work was begun afterwards. */
  readonly executed: 1 | 2;
  /** How often the person was told; 2 only where nobody can know that Cliq has heard it. */
  readonly told: 1 | 2;
  /** Whether the click was answered with an error, so that the person clicks again. */
  readonly refused?: true;
}

const slug = "keep-later";
/** Of these a worker keeps twelve for itself. */
const workerSeconds = 16;
const patience = { timeout: 90_000, interval: 200 };
const person: FakePerson = {
  id: "60011",
  firstName: "Ana",
  lastName: "Gil",
  email: "ana.gil@example.com",
  language: "en",
  country: "us",
  timezone: "UTC",
};
const chat: FakeChat = { id: "CT_1_2-B1", title: "Support", type: "channel", members: [person] };

/** Real processes behind a local queue and a local Cliq, each of which is killed once; all deaths are died at the same time. */
export function testKilledWork(deaths: readonly Death[]): void {
  const running = new AsyncDisposableStack();
  let stage: Stage;
  let stack: LocalStack;
  let assembly: MortalAssembly;
  const statuses = new Map<string, number[]>();
  const textOf = ({ at }: Death): string => `dies: ${at}`;

  async function click(death: Death, index: number): Promise<void> {
    const at = Date.now();
    const message = {
      id: `17900000000${index}_5`,
      type: "text",
      text: textOf(death),
      sender: person,
      time: at,
    } as const;
    const actionId = stage.cliq.model.actions().find((action) => slugOf(action) === slug)?.id ?? "";
    const { response } = await stage.cliq.execute({ actionId, person, chat, messages: [message], at });
    statuses.set(death.at, [...(statuses.get(death.at) ?? []), response?.status ?? 0]);
  }
  const told = (death: Death): number => {
    const { model } = stage.cliq;
    return [...model.lateReplies(), ...model.posts()].filter(
      ({ output }) => (output as { text?: unknown }).text === textOf(death),
    ).length;
  };
  const waiting = (): number => {
    const { stores } = stage.aws;
    const queues = stack.resources.filter(({ type }) => type === "AWS::SQS::Queue");
    const counts = queues.map(({ physicalId }) => stores.readQueue(physicalId, 1_000_000).messages.length);
    return counts.reduce((sum, count) => sum + count, 0);
  };

  beforeAll(async () => {
    stage = await startStage(running, { seed: 83, person, chats: [chat], responseUrl: "present" }, backgroundActions);
    const folder = await mkdtemp(join(tmpdir(), "killed-work-"));
    running.defer(() => rm(folder, { recursive: true, force: true }));
    assembly = await toMortal(stage.stack.cdkOut, folder, workerSeconds);
    const { cdkOut, environment } = assembly;
    stack = await stage.aws.deploy({
      ...stage.stack,
      cdkOut,
      environment: { ...stage.stack.environment, ...environment },
    });
    for (const [index, death] of deaths.entries()) {
      await click(death, index);
      if (death.refused) await click(death, index);
    }
    // What has not come to its end by then is told of below.
    const isOver = (): boolean => waiting() === 0 && deaths.every((death) => told(death) >= death.told);
    await vi.waitFor(() => expect(isOver()).toBe(true), patience).catch(() => undefined);
  }, 400_000);
  afterAll(() => running.disposeAsync());

  test.each(deaths)("a process that is killed ($at) loses nothing", async (death) => {
    expect(assembly.hasDied(textOf(death))).toBe(true);
    const calls = (await assembly.readCalls()).filter(({ text }) => text === textOf(death));
    const executions = calls.filter(({ call }) => call === "PutItem").length;
    expect({ executed: executions, told: told(death) }).toEqual({ executed: death.executed, told: death.told });
    expect(statuses.get(death.at)).toEqual(death.refused ? [500, 200] : [200]);
    const rows = await readRows(stage, stack, slug);
    expect(rows.filter(({ words }) => words?.S === textOf(death))).toHaveLength(1);
  });

  test("nothing is left in a queue, and nothing was given up", () => {
    expect(waiting()).toBe(0);
  });
}
