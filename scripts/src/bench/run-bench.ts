import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "@cliq-actions/infra/bundle-to";
import { readFakes } from "@cliq-actions/local-aws";
import { type RunningFake, startFake } from "@cliq-actions/local-aws/define-fakes";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { webhookBudgets } from "./budgets.ts";
import { startCannedAws } from "./canned-aws.ts";
import { clickOf } from "./clicks.ts";
import { bundleByHand, bundleBytes, type Contender, oneCard, row, synthesiseAll } from "./contenders.ts";
import { countRun } from "./count-run.ts";
import { toLines, toVerdicts } from "./judge-run.ts";
import { toWaitLines } from "./judge-waits.ts";
import { measure } from "./measure.ts";
import { measureWaits } from "./measure-waits.ts";
import { buildPeers } from "./peers.ts";
import { timeRegistrar } from "./time-registrar.ts";
import type { CountedLine, Report } from "./to-report.ts";

/** How much is measured. */
export interface BenchRun {
  readonly quick: boolean;
  readonly peers: boolean;
  readonly coldRounds: number;
}

/** Builds, measures and judges; `say` tells how far it is. */
export async function runBench({ quick, peers, coldRounds }: BenchRun, say: (line: string) => void): Promise<Report> {
  const scratch = mkdtempSync(join(tmpdir(), "bench-"));
  const world = await startWorld();
  try {
    const all = [
      ...bundleByHand(join(scratch, "by-hand"), world.environment),
      ...(await synthesiseAll(join(scratch, "cdk.out"), world.environment)),
    ];
    const chosen = quick
      ? all.filter(({ name, kind }) => name === row || !["ours", "function"].includes(kind) || name === oneCard)
      : all;
    const others = peers ? await buildPeers(join(scratch, "peers"), say) : { built: [], leftOut: [] };
    const plan = {
      coldRounds,
      warmRounds: Math.max(3, Math.ceil(coldRounds / 4)),
      warmCalls: quick ? 2_000 : 5_000,
      shareRounds: Math.max(3, Math.ceil(coldRounds / 4)),
      waitRounds: Math.max(3, Math.ceil(coldRounds / 6)),
      sharesMb: quick ? [512] : [128, 512, 1_769],
    };
    const measurement = await measure([...chosen, ...others.built], plan, world.calls, say);
    const { measured, leftOut, withoutShares } = measurement;
    const counted = new Map<string, CountedLine>();
    const waits = quick ? [] : toWaitLines(await measureWaits(plan.waitRounds));
    if (!quick) say("synthesis and start measured");
    for (const { contender } of measured) counted.set(contender.name, await count(contender));
    return {
      machine: `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`,
      rounds: { cold: plan.coldRounds, warm: plan.warmRounds },
      lines: toLines(measured).map((line) => ({ ...line, ...(counted.get(line.name) ?? { bytes: 0 }) })),
      verdicts: toVerdicts(measured),
      waits,
      registrar: await timeRegistrar(),
      counted: Object.entries(webhookBudgets).map(
        ([name, { bytes, builtins }]) =>
          `${name}: at most ${bytes.most} bytes (${bytes.owed} owed) and ${builtins.most} modules of Node (${builtins.owed} owed), held by tests.`,
      ),
      notes: [
        ...(world.isRemote
          ? []
          : [
              "Without openssl or a network nothing is beyond this machine: no connection was opened at initialisation.",
            ]),
        ...(withoutShares === undefined ? [] : [withoutShares]),
        ...[...leftOut, ...others.leftOut].map((sentence) => `Left out: ${sentence}`),
        ...[...counted].flatMap(([name, { costly = [] }]) => costly.map((what) => `${name}: ${what}`)),
        ...(world.unsigned() === 0 ? [] : [`${world.unsigned()} calls to AWS were not signed as AWS asks.`]),
      ],
    };
  } finally {
    await world.end();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function count(contender: Contender): Promise<CountedLine> {
  const bytes = bundleBytes(contender);
  if (contender.kind === "function") return { bytes };
  const click = clickOf(contender.scheme, contender.slug);
  const { loaded, intl, allocatedBytesPerCall } = await countRun(contender.folder, click, contender.environment, {
    warmCalls: 300,
  });
  const costly = [...intl, ...(loaded.some((name) => name.includes("undici")) ? ["undici is loaded"] : [])];
  const allocations = allocatedBytesPerCall === undefined ? {} : { allocatedBytesPerCall };
  return { bytes, builtins: loaded.length, ...allocations, costly };
}

/** AWS with its canned answers, and the systems of the actions' connections by their fakes, all of it over TLS. */
async function startWorld() {
  const secrets = new Map<string, string>();
  const aws = await startCannedAws({ secrets, remote: true });
  const origins: Record<string, string> = {};
  const running: RunningFake[] = [];
  for (const folder of [join(repository, "packages/actions/src"), testActions]) {
    for (const { slug, connections, fakes } of await readFakes(folder)) {
      for (const [name, create] of Object.entries(fakes.connections ?? {})) {
        const fake = await startFake(create);
        running.push(fake);
        origins[`${slug}/${name}`] = await aws.encrypt(fake.origin);
        const secret = connections[name]?.secret;
        if (secret !== undefined && fake.secret !== undefined) secrets.set(`${slug}/${secret}`, fake.secret);
      }
    }
  }
  return {
    environment: { ...aws.environment, CONNECTION_ORIGINS: JSON.stringify(origins) },
    isRemote: aws.isRemote,
    calls: () => aws.calls + running.reduce((sum, { requests }) => sum + requests.length, 0),
    unsigned: () => aws.unsigned,
    end: async () => {
      await aws[Symbol.asyncDispose]();
      await Promise.all(running.map(async (fake) => fake.close()));
    },
  };
}
