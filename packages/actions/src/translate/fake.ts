import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { defineFakes, ServiceError } from "@cliq-actions/local-aws/define-fakes";
import { apertiumCodes } from "@cliq-actions/translators/apertium/apertium-codes";
import {
  detectLanguage,
  pseudoEngine,
  type TranslateEngine,
} from "@cliq-actions/translators/testing/pseudo-translation";
import { translatorFakes } from "@cliq-actions/translators/testing/translator-fakes";
import { languages } from "./action.ts";

const maxTextBytes = 10_000;
const refuse = (code: string, message: string): never => {
  throw new ServiceError(code, message);
};

/** The translators outside AWS, in memory, and Amazon Translate on a laptop: Apertium where `APERTIUM_URL` points, else the installed program, else a pseudo-translation. */
export default defineFakes({
  connections: translatorFakes,
  awsServices: {
    async translate() {
      const url = process.env["APERTIUM_URL"];
      const engine = url ? await connectApertium(url) : ((await findApertium()) ?? pseudoEngine);
      return {
        label: engine.label,
        operations: {
          ListLanguages: {
            requires: () => [{ action: "translate:ListLanguages" }],
            answer: async () => ({
              Languages: Array.from(languages.keys(), (code) => ({ LanguageCode: code, LanguageName: code })),
            }),
          },
          // https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html
          TranslateText: {
            // Translate detects a language through Comprehend, with the caller's permission.
            requires: ({ SourceLanguageCode: source }) => [
              { action: "translate:TranslateText" },
              ...(source === "auto" ? [{ action: "comprehend:DetectDominantLanguage" }] : []),
            ],
            answer: (input) => translateText(engine, input),
          },
        },
      };
    },
  },
});

async function translateText(engine: TranslateEngine, input: Record<string, unknown>): Promise<object> {
  const [text, source, target] = ["Text", "SourceLanguageCode", "TargetLanguageCode"]
    .map((name) => input[name] || refuse("InvalidRequestException", `${name} must not be empty.`))
    .map(String) as [string, string, string];
  const bytes = Buffer.byteLength(text);
  if (bytes > maxTextBytes)
    refuse(
      "TextSizeLimitExceededException",
      `Input text size exceeds limit. Max length of request text allowed is ${maxTextBytes} bytes while in this request the text size is ${bytes} bytes`,
    );
  if ((input["TerminologyNames"] as unknown[] | undefined)?.length)
    refuse("ResourceNotFoundException", "No custom terminologies are kept on a laptop.");
  const from = source === "auto" ? detectLanguage(text) : source;
  if (!languages.has(from) || !languages.has(target))
    refuse(
      "UnsupportedLanguagePairException",
      `Unsupported language pair: ${from} to ${target}. Target language '${target}' is not supported`,
    );
  return {
    TranslatedText: from === target ? text : await engine.translate(text, from, target),
    SourceLanguageCode: from,
    TargetLanguageCode: target,
    ...(input["Settings"] !== undefined && { AppliedSettings: input["Settings"] }),
  };
}

/** Apertium over HTTP (apertium-apy) at `url`; throws a sentence when nothing answers there. */
export async function connectApertium(url: string): Promise<TranslateEngine> {
  const origin = url.replace(/\/$/, "");
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(60_000) });
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

// The `apertium` program, when it is on the PATH.
async function findApertium(): Promise<TranslateEngine | undefined> {
  const listed = await promisify(execFile)("apertium", ["-l"]).catch(() => undefined);
  if (!listed) return undefined;
  return toEngine("Apertium", listed.stdout.split(/\s+/).filter(Boolean), runProgram);
}

const runProgram: TranslateEngine["translate"] = async (text, source, target) => {
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
function toEngine(name: string, pairs: string[], run: TranslateEngine["translate"]): TranslateEngine {
  const installed = new Set(pairs);
  const find = (language: string): string[] => {
    const code = apertiumCodes.get(language);
    return code === undefined ? [] : [code, code.split("_")[0]!];
  };
  return {
    label: `Translation: ${name} (${pairs.toSorted().join(", ")}; other pairs are pseudo-translated)`,
    async translate(text, source, target) {
      for (const from of find(source))
        for (const to of find(target)) if (installed.has(`${from}-${to}`)) return run(text, from, to);
      return pseudoEngine.translate(text, source, target);
    },
  };
}
