import { existsSync } from "node:fs";
import { cp, glob, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where in a function's work its process is to die: around the n-th call of that name, or before its queue hears that it is done. */
export type DeathPoint = `${"before" | "after"} ${string} ${number}` | "worker returns";

/** A call that a function made for a click, and what it asked for. */
interface NotedCall {
  /** The text of the click's message. */
  readonly text: string;
  /** An operation of AWS, or "tell" for what goes to Cliq. */
  readonly call: string;
}

/**
 * Stands in front of a bundle, and ends its process by SIGKILL where the text of the click's message says so, once: "after"
 * is when the other side has done its part and the function has not heard of it.
 */
const front = `
import { appendFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { inflateSync } from "node:zlib";
const { DEATHS: folder, CLIQ_ORIGIN: cliq } = process.env;
let current;
const die = (moment) => {
  if (current === undefined || moment !== current.moment) return;
  try {
    writeFileSync(folder + "/" + encodeURIComponent(current.text), "", { flag: "wx" });
  } catch {
    return;
  }
  process.kill(process.pid, "SIGKILL");
};
const toCall = (target, { headers = {} } = {}) =>
  headers["x-amz-target"]?.split(".").at(-1) ?? (String(target).startsWith(cliq) ? "tell" : undefined);
const send = http.request;
http.request = (...given) => {
  const call = toCall(...given);
  if (call === undefined || current === undefined) return send(...given);
  const count = (current.counts[call] = (current.counts[call] ?? 0) + 1);
  die("before " + call + " " + count);
  const request = send(...given);
  appendFileSync(folder + "/calls", JSON.stringify({ text: current.text, call }) + "\\n");
  return request.prependListener("response", () => die("after " + call + " " + count));
};
const whole = await import("./whole.mjs");
const toBody = ({ body, isBase64Encoded, Records }) =>
  Records === undefined
    ? Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8")
    : inflateSync(Buffer.from(JSON.parse(Records[0].body).body, "base64"));
const front = (role, serve) => async (event, ...more) => {
  const [text, moment] = /dies: ([^"\\\\]*)/.exec(event.Records || event.body ? toBody(event).toString() : "") ?? [];
  current = text && { text, moment, counts: {} };
  const answer = await serve(event, ...more);
  die(role + " returns");
  return answer;
};
export const handler = front("webhook", whole.handler);
export const worker = whole.worker && front("worker", whole.worker);
`;

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown> & {
    readonly Environment?: { readonly Variables: Record<string, unknown> };
  };
}

/** An assembly whose functions die where a message says so. */
export interface MortalAssembly {
  /** What to deploy it with, beside what the stage has. */
  readonly cdkOut: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Every call that was made for such messages, in order. */
  readCalls(): Promise<readonly NotedCall[]>;
  /** Whether a process has died of the message with this text. */
  hasDied(text: string): boolean;
}

/**
 * Copies an assembly to a folder of the test's own, with a front before each function. Its workers may take `workerSeconds`,
 * and what one had in hand comes back soon after that: nobody has to wait for the minutes of a real queue.
 */
export async function toMortal(assembly: string, folder: string, workerSeconds: number): Promise<MortalAssembly> {
  await cp(assembly, folder, { recursive: true });
  for await (const bundle of glob("asset.*/index.mjs", { cwd: folder })) {
    await rename(join(folder, bundle), join(folder, bundle, "../whole.mjs"));
    await writeFile(join(folder, bundle), front);
  }
  const [name = ""] = (await readdir(folder)).filter((file) => file.endsWith(".template.json"));
  const template = JSON.parse(await readFile(join(folder, name), "utf8")) as { Resources: Record<string, Resource> };
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === "AWS::SQS::Queue" && "RedrivePolicy" in Properties)
      Properties["VisibilityTimeout"] = workerSeconds + 2;
    if (Properties.Environment?.Variables["JOBS_TABLE_NAME"] !== undefined) Properties["Timeout"] = workerSeconds;
  }
  await writeFile(join(folder, name), JSON.stringify(template));
  const calls = join(folder, "calls");
  await writeFile(calls, "");
  return {
    cdkOut: folder,
    environment: { DEATHS: folder },
    hasDied: (text) => existsSync(join(folder, encodeURIComponent(text))),
    readCalls: async () =>
      (await readFile(calls, "utf8"))
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as NotedCall),
  };
}
