import { readFile } from "node:fs/promises";
import { SourceMap, type SourceMapPayload } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { driveStart } from "../testing/drive-start.ts";

const longestMs = 240_000;

/** What a debugger sends, and what it is told. */
interface Debugger {
  call(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The first event that is so, whenever it came. */
  event(method: string, isIt: (params: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  close(): void;
}

/** Attaches to a process over the protocol that editors and browsers speak: https://chromedevtools.github.io/devtools-protocol/v8/ */
async function attach(url: string): Promise<Debugger> {
  const socket = new WebSocket(url);
  const events: { method: string; params: Record<string, unknown> }[] = [];
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  let count = 0;
  socket.addEventListener("message", ({ data }) => {
    const told = JSON.parse(String(data)) as { id?: number; result?: object; method: string; params: object };
    if (told.id === undefined) events.push(told as (typeof events)[number]);
    else answers.get(told.id)?.({ ...told.result });
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("No debugger answers.")));
  });
  return {
    call: (method, params = {}) =>
      new Promise((resolve) => {
        answers.set(++count, resolve);
        socket.send(JSON.stringify({ id: count, method, params }));
      }),
    async event(method, isIt) {
      for (;;) {
        const found = events.find((one) => one.method === method && isIt(one.params));
        if (found !== undefined) return found.params;
        await setTimeout(20);
      }
    },
    close: () => socket.close(),
  };
}

/** Where a line of a source stands in its bundle, as an editor finds out by the map that the bundle names. */
async function findInBundle(bundle: string, mapUrl: string, source: string, line: number): Promise<object> {
  const map = new SourceMap(JSON.parse(await readFile(new URL(mapUrl, bundle), "utf8")) as SourceMapPayload);
  const code = await readFile(fileURLToPath(bundle), "utf8");
  for (const [lineNumber, text] of code.split("\n").entries()) {
    for (let columnNumber = 0; columnNumber < text.length; columnNumber++) {
      const entry = map.findEntry(lineNumber, columnNumber);
      if ("originalSource" in entry && entry.originalSource.endsWith(source) && entry.originalLine === line)
        return { lineNumber, columnNumber };
    }
  }
  throw new Error(`${source}:${line} is not in ${bundle}.`);
}

test(
  "with --inspect a debugger stops at a line of an action, for longer than the function's time, and the click is answered",
  { timeout: longestMs },
  async ({ onTestFinished }) => {
    const started = await driveStart(["echo"], "--inspect", "--no-watch");
    onTestFinished(async () => void (await started.stop()));
    await started.click("Echo");
    await started.waitFor("a debugger", () => /echo can be debugged at ws:/u.test(started.terminal()));
    const [, url = ""] = /echo can be debugged at (ws:\S+)/u.exec(started.terminal()) ?? [];
    const attached = await attach(url);
    await attached.call("Debugger.enable");
    const script = await attached.event(
      "Debugger.scriptParsed",
      ({ url: of }) => String(of).endsWith("/index.mjs") && String(of).includes("inspect"),
    );
    expect(script["sourceMapURL"]).toBe("index.mjs.map");
    const source = await readFile(join(started.folder, "echo/action.ts"), "utf8");
    const line = source.split("\n").findIndex((one) => one.includes("execute"));
    const place = await findInBundle(String(script["url"]), "index.mjs.map", `${started.folder}/echo/action.ts`, line);
    await attached.call("Debugger.setBreakpoint", { location: { scriptId: script["scriptId"], ...place } });
    const clicking = started.click("Echo");
    await attached.event("Debugger.paused", () => true);
    // The function of the test's action may take 14 s, and Cliq waits for 15.
    await setTimeout(16_000);
    await attached.call("Debugger.resume");
    expect((await clicking)?.output).toEqual({ text: expect.any(String) });
    expect((await clicking)?.ms).toBeGreaterThan(15_000);
    expect(started.terminal()).not.toContain("Timedout");
    attached.close();
  },
);
