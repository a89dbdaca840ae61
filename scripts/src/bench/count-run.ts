import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "@cliq-actions/infra/bundle-to";
import { toSourceFrame } from "../explain/to-source-frame.ts";
import { type Click, knownToAll } from "./clicks.ts";

/** What a webhook did in a fresh process from its import to its first answer: the same every time, on any machine. */
export interface CountedRun {
  readonly status: number;
  readonly body: string;
  /** Modules of Node that were not there before. */
  readonly loaded: readonly string[];
  /** Objects of `Intl` that were made, such as "Segmenter at import, by packages/core/src/text/cut-text.ts:1:2". */
  readonly intl: readonly string[];
  /** Of V8's heap, once it is warm; absent unless it was called again. */
  readonly allocatedBytesPerCall?: number;
}

/** How a program is started: a plain Node, or one below valgrind. */
export interface Start {
  readonly command?: readonly [program: string, ...args: string[]];
  readonly warmCalls?: number;
  readonly stderr?: (text: string) => void;
}

/** Room for what the calls of one measurement allocate, so that nothing is collected meanwhile. */
const roomy = ["--expose-gc", "--min-semi-space-size=64", "--max-semi-space-size=64"];

/** Runs the bundle of a folder in a process of its own and counts. */
export async function countRun(
  folder: string,
  click: Click,
  environment: Readonly<Record<string, string>>,
  { command = [process.execPath, ...roomy], warmCalls = 0, stderr = () => {} }: Start = {},
): Promise<CountedRun> {
  const scratch = mkdtempSync(join(tmpdir(), "count-"));
  try {
    const eventFile = join(scratch, "event.json");
    writeFileSync(eventFile, JSON.stringify(click));
    const probe = join(import.meta.dirname, "probe.cjs");
    const bundle = pathToFileURL(join(folder, "index.mjs")).href;
    const [program, ...args] = command;
    const child = spawn(program, [...args, probe, bundle, eventFile, String(warmCalls)], {
      env: { PATH: process.env.PATH, ...knownToAll, ...environment },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    const [errors, counted] = await Promise.all([read(child.stdio[2]), read(child.stdio[3])]);
    stderr(errors);
    if (counted === "") throw new Error(`${folder} did not answer: ${errors.slice(-1_000)}`);
    const run = JSON.parse(counted) as Omit<CountedRun, "intl"> & { intl: readonly IntlObject[] };
    return { ...run, intl: run.intl.map((made) => toSentence(folder, made)) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface IntlObject {
  readonly name: string;
  readonly phase: string;
  readonly frame: string;
}

function toSentence(folder: string, { name, phase, frame }: IntlObject): string {
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, "index.mjs.map"), "utf8")) as never);
  return `Intl.${name} ${phase}, by ${toSourceFrame(frame, map, repository)}`;
}

async function read(stream: unknown): Promise<string> {
  let text = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString("utf8");
  return text;
}
