import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { deriveCredential, digestCredential } from "../credential.ts";
import { type EventName, eventOf, testOrganizationId, usualTexts, wireMessages } from "@cliq-actions/core/testing";

/** What the function answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A webhook function in a process of its own, as Lambda runs it: its environment is all it knows. */
export interface LambdaProcess {
  /** Hands it the bodies at once; the answers come in the same order. Rejects when the process ends first. */
  deliver(...bodies: string[]): Promise<Answer[]>;
  /** Everything it wrote to its log so far. */
  log(): string;
  /**
   * Objects of `Intl` that it had made when it last answered, such as "Intl.Segmenter at cutText (file:///…/cut-text.ts:43:5)".
   * One takes longer to make than a click's own work.
   */
  intl(): readonly string[];
  /**
   * Objects of `Intl` that it had made when it last answered, with the line that did, such as
   * "Intl.Segmenter at cutText (file:///…/cut-text.ts:43:5)": one costs more than all else of a click.
   */
  intl(): readonly string[];
  /** SIGKILL, whatever it is doing. */
  kill(): void;
}

const child = fileURLToPath(import.meta.resolve("./lambda-process-child.ts"));
const credential = deriveCredential(Buffer.alloc(32, 7), { stage: "test", slug: "any-action", version: 1 });

/** Starts a `lambda.ts` (a file URL) with what every webhook function is given, and the action's own `names`. */
export function startLambda(entry: string, names: Readonly<Record<string, string>>): LambdaProcess {
  const env = {
    STAGE: "test",
    ACTION_SLUG: "any-action",
    CLIQ_ORGANIZATION_ID: testOrganizationId,
    CREDENTIAL_DIGESTS: [0, 1, 2].map(() => digestCredential(credential)).join(","),
    SIGNATURE: "off",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...names,
  };
  const process = fork(child, [entry, credential], { env, stdio: ["ignore", "pipe", "inherit", "ipc"] });
  let log = "";
  let intl: readonly string[] = [];
  process.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    log += chunk;
  });
  return {
    deliver: async (...bodies) => {
      const told = await ask(process, bodies);
      ({ intl } = told);
      return told.answers;
    },
    log: () => log,
    intl: () => intl,
    kill: () => void process.kill("SIGKILL"),
  };
}

/** What the child tells when it has answered everything. */
interface Told {
  readonly answers: Answer[];
  readonly intl: readonly string[];
}

async function ask(process: ChildProcess, bodies: string[]): Promise<Told> {
  const done = new AbortController();
  const { signal } = done;
  const ended = once(process, "exit", { signal }).then(() =>
    Promise.reject(new Error("The function's process ended.")),
  );
  process.send(bodies);
  try {
    const [told] = (await Promise.race([once(process, "message", { signal }), ended])) as [Told];
    return told;
  } finally {
    done.abort();
    ended.catch(() => undefined);
  }
}

/** The bytes of a fresh click, as Cliq posts them. */
export function clickOn(name: EventName, params: Record<string, unknown> = {}): string {
  return JSON.stringify(eventOf(name, { timestamp: Date.now(), params }));
}

/** Clicks on what people write, one for each script: one line, longer than titles are. */
export function usualClicks(params: Record<string, unknown> = {}): string[] {
  return Object.entries(usualTexts).map(([script, text]) => {
    const message = { ...wireMessages.text, id: script, text: text.replaceAll("\n", " ").repeat(20), content: {} };
    return clickOn("text-message", { message, messages: { count: 1, list: [message] }, ...params });
  });
}
