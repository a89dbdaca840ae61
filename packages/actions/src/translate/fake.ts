import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { defineFakes, ServiceError } from "@cliq-actions/local-aws/define-fakes";
import { languages } from "./action.ts";

const maxTextBytes = 10_000;
const refuse = (code: string, message: string): never => {
  throw new ServiceError(code, message);
};

/** Amazon Translate on a laptop: Apertium where `APERTIUM_URL` points, else the installed program, else a pseudo-translation. */
export default defineFakes({
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

/** What turns text of one language into another; languages are Amazon Translate's codes. */
interface TranslateEngine {
  /** One line for people, naming the engine and what it can do. */
  label: string;
  translate(text: string, source: string, target: string): Promise<string>;
}

const plain = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
const accented = "ÅåĆćĎďĒēĞğĤĥÎîĴĵĶķĻļŃńŎŏŔŕŠšŤťŨũŴŵŶŷŽž";
const letters = new Map(Array.from(plain, (letter, index) => [letter, Array.from(accented)[index]!]));

/** Marks text as translated without translating it: `[es] Ĥēļļŏ`. Deterministic; only letters change, so markup and placeholders of other characters survive. */
export const pseudoEngine: TranslateEngine = {
  label: "Translation: pseudo-translation (no engine installed: letters get accents, the text stays as it is)",
  translate: async (text, _source, target) =>
    `[${target}] ${Array.from(text, (letter) => letters.get(letter) ?? letter).join("")}`,
};

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
    const code = apertiumCodes[language];
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

// Apertium names languages by ISO 639-3.
const apertiumCodes = Object.fromEntries(
  "af:afr ar:ara bg:bul ca:cat cy:cym da:dan de:deu en:eng es:spa es-MX:spa fr:fra fr-CA:fra hr:hbs_HR id:ind is:isl it:ita kk:kaz mk:mkd ms:zlm mt:mlt nl:nld no:nob pl:pol pt:por_BR pt-PT:por_PT ro:ron ru:rus sl:slv sr:hbs_SR sv:swe tr:tur uk:ukr ur:urd"
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
) as Record<string, string | undefined>;

const scripts: [RegExp, string][] = [
  [/[\u3040-\u30ff]/g, "ja"],
  [/[\uac00-\ud7af]/g, "ko"],
  [/[\u4e00-\u9fff]/g, "zh"],
  [/[іїєґ]/gi, "uk"],
  [/[\u0400-\u04ff]/g, "ru"],
  [/[\u0600-\u06ff]/g, "ar"],
  [/[\u0590-\u05ff]/g, "he"],
  [/[\u0900-\u097f]/g, "hi"],
  [/[\u0b80-\u0bff]/g, "ta"],
  [/[\u0370-\u03ff]/g, "el"],
  [/[\u0e00-\u0e7f]/g, "th"],
];

const words: Record<string, string> = {
  en: "the and is are was were of to in that it for you we they with have has this not be on at can will would please hello my your our from what when how thanks i a",
  es: "el la los las de que y en un una es son por con para no se lo como más pero su sus este esta está hola gracias cuando muy yo tú nosotros del al",
  fr: "le la les de des et en un une est sont pour avec que qui ne pas se ce cette il elle nous vous mais bonjour merci sur dans au aux du très je",
  de: "der die das und ist sind in den von zu mit sich des auf für nicht ein eine einen im dem auch es an wir ihr sie ich hallo danke bitte wie aber",
  it: "il lo la gli le di che e è sono in un una per con non si come più ma suo questo questa ciao grazie quando molto io noi del della alla",
  pt: "o a os as de que e em um uma é são por com para não se como mais mas seu sua este esta está olá obrigado obrigada quando muito eu nós do da no na",
  nl: "de het een en van ik te dat die in is zijn met op voor niet aan er om ook als bij maar hallo dank wij jullie naar wat",
  sv: "och att det som en är på för med den till inte av har de ett om var jag vi ni hej tack från men",
  pl: "i w nie na się że z do to jest jak ale po co tak za od przez dla są cześć dziękuję proszę my wy",
  tr: "ve bir bu da de için ile çok ne var ben sen biz siz değil gibi ama merhaba teşekkürler lütfen",
};
const commonWords = Object.entries(words).map(([language, list]) => ({ language, known: new Set(list.split(" ")) }));

/** Guesses the language of a text by its script, then by its commonest words; "en" when nothing tells. Rough, and enough for a laptop. */
export function detectLanguage(text: string): string {
  const lettersInText = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of scripts) {
    if ((text.match(script)?.length ?? 0) * 4 > lettersInText) return language;
  }
  const inText = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = { language: "en", score: 0 };
  for (const { language, known } of commonWords) {
    const score = inText.filter((word) => known.has(word)).length;
    if (score > best.score) best = { language, score };
  }
  return best.language;
}
