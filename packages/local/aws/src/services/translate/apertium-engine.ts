import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";

import type { TranslateEngine } from "./engine.ts";
import { toApertiumCode } from "./languages.ts";
import { pseudoEngine } from "./pseudo-engine.ts";

type Run = (text: string, source: string, target: string) => Promise<string>;

/** Apertium over HTTP (apertium-apy) at `url`; throws a sentence when nothing answers there. */
export async function connectApertium(url: string): Promise<TranslateEngine> {
  const origin = url.replace(/\/$/, "");
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`Apertium at ${origin} answers ${response.status}.`);
    return (await response.json()) as Record<string, unknown>;
  };
  const listed = await ask("/listPairs").catch((error: unknown) => {
    throw new Error(`APERTIUM_URL is ${origin}, but no apertium-apy answers there. Start it, or unset the variable.`, {
      cause: error,
    });
  });
  const pairs = (listed["responseData"] as { sourceLanguage: string; targetLanguage: string }[]).map(
    (pair) => `${pair.sourceLanguage}-${pair.targetLanguage}`,
  );
  return toEngine(`Apertium at ${origin}`, pairs, async (text, source, target) => {
    const query = new URLSearchParams({ langpair: `${source}|${target}`, q: text, markUnknown: "no" });
    const answer = await ask(`/translate?${query.toString()}`);
    return (answer["responseData"] as { translatedText: string }).translatedText;
  });
}

/** The `apertium` program, when it is on the PATH. */
export async function findApertium(): Promise<TranslateEngine | undefined> {
  const listed = await promisify(execFile)("apertium", ["-l"]).catch(() => undefined);
  if (!listed) return undefined;
  return toEngine("Apertium", listed.stdout.split(/\s+/).filter(Boolean), runProgram);
}

const runProgram: Run = async (text, source, target) => {
  // Apertium opens /dev/stdin anew, which the socket Node gives a child does not allow; a shell's pipe does.
  const program = spawn("/bin/sh", ["-c", 'cat | apertium -u "$1"', "apertium", `${source}-${target}`], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  program.stdin.on("error", () => {});
  program.stdin.end(text);
  const chunks: Buffer[] = [];
  program.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(program, "close")) as [number];
  const translated = Buffer.concat(chunks).toString("utf8");
  if (code !== 0 || (translated === "" && text !== ""))
    throw new Error(`apertium ${source}-${target} ended with status ${code} and ${translated.length} characters.`);
  return translated;
};

// A pair that is not installed is still one Amazon Translate has: it is marked as untranslated rather than refused.
function toEngine(name: string, pairs: string[], run: Run): TranslateEngine {
  const installed = new Set(pairs);
  const find = (language: string): string[] => {
    const code = toApertiumCode(language);
    return code === undefined ? [] : [code, code.split("_")[0]!];
  };
  return {
    kind: "apertium",
    label: `${name} (${pairs.toSorted().join(", ")}; other pairs are pseudo-translated)`,
    async translate(text, source, target) {
      for (const from of find(source))
        for (const to of find(target)) if (installed.has(`${from}-${to}`)) return run(text, from, to);
      return pseudoEngine.translate(text, source, target);
    },
  };
}
