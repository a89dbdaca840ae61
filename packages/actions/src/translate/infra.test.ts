import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { grantsOf, stackWith, templateWith } from "@cliq-actions/infra/testing/stack-with";
import { languages } from "./action.ts";
import addTranslation, { examine } from "./infra.ts";

const options = { neverTranslate: [], showOriginal: false };

function languageOf(defaultLanguage: string): unknown {
  const template = templateWith((site) => addTranslation({ ...site, stage: { ...site.stage, defaultLanguage } }));
  const [created] = Object.values(template.findResources("AWS::Lambda::Function"));
  return (created as { Properties: { Environment: { Variables: { [name: string]: unknown } } } }).Properties.Environment
    .Variables.DEFAULT_LANGUAGE;
}

test.each([
  ["en", "en"],
  ["pt-BR", "pt"],
  ["zh-TW", "zh-TW"],
  ["nb", "no"],
])("a stage whose language is %s is translated to %s", (language, code) => {
  expect(languageOf(language)).toBe(code);
});

test.each(["la", "xx-YY", "eo"])(
  "a stage whose language Amazon Translate does not have is refused by synth: %s",
  (language) => {
    expect(() =>
      stackWith((site) => addTranslation({ ...site, stage: { ...site.stage, defaultLanguage: language } })),
    ).toThrow(`Amazon Translate has no "${language}", the defaultLanguage of this stage. It has af, am, ar, `);
  },
);

test("a stage with another translator grants nothing of Amazon's, and its language is that translator's affair", () => {
  const other = { kind: "apertium", origin: "https://apy.example.com", ...options } as const;
  const template = templateWith(addTranslation, false, { defaultLanguage: "eo", translator: other });
  expect(grantsOf(template)).toEqual([]);
  template.hasResourceProperties("AWS::Lambda::Function", {
    Environment: { Variables: { DEFAULT_LANGUAGE: "eo", TRANSLATOR: JSON.stringify(other) } },
  });
});

test("the function may translate and detect, nothing else", () => {
  expect(grantsOf(templateWith(addTranslation))).toEqual([
    { actions: ["translate:TranslateText", "comprehend:DetectDominantLanguage"], resources: '"*"' },
  ]);
});

const translator = { kind: "amazon", ...options } as const;

/** What the doctor is told of a place where Amazon Translate answers with these pages, one after the other. */
async function examineWith(
  pages: readonly (readonly [status: number, answer: object])[],
  place = { defaultLanguage: "en", region: "eu-west-1" },
): Promise<unknown> {
  const asked: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const [status, answer] = pages[asked.push(JSON.parse(body)) - 1] ?? [500, {}];
      return outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return await examineAt(origin, place);
}

async function examineAt(origin: string, { defaultLanguage, region }: Record<"defaultLanguage" | "region", string>) {
  const given = { AWS_ENDPOINT_URL: origin, AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "secret" };
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, process.env[name]]));
  Object.assign(process.env, given);
  try {
    return await examine({
      stage: { name: "dev", production: false, defaultLanguage, desk: { kind: "built-in" }, translator },
      region,
    });
  } finally {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}

const listing = (codes: readonly string[], NextToken?: string) =>
  [200, { Languages: codes.map((LanguageCode) => ({ LanguageCode })), NextToken }] as const;
const all = [...languages.keys()];

test("the doctor is told whether the stage's language is to be had where it is, on whichever page of the list it stands", async () => {
  expect(await examineWith([listing(all.slice(0, 10), "more"), listing(all.slice(10))])).toEqual({
    verdict: "ok",
    says: `Amazon Translate has ${all.length} languages in eu-west-1, "en" is one`,
  });
  expect(await examineWith([listing(["de", "fr"])])).toEqual({
    verdict: "fail",
    says: 'Amazon Translate has no "en" in eu-west-1',
    remedy: "Give the stage another defaultLanguage: de, fr.",
  });
  expect(await examineWith([listing(all.filter((code) => code !== "cy" && code !== "so"))])).toEqual({
    verdict: "warn",
    says: 'Amazon Translate has no so, cy in eu-west-1: who reads that gets "en"',
    remedy: "Deploy the stage in a region that has them, where that matters.",
  });
});

test("the doctor is told where Amazon Translate is not, and where it may not be asked", async () => {
  expect(await examineWith([[400, { __type: "AccessDeniedException", message: "no" }]])).toMatchObject({
    verdict: "warn",
    remedy: "Allow yourself translate:ListLanguages, or see that the action works.",
  });
  expect(await examineAt("http://translate.nowhere.invalid", { defaultLanguage: "en", region: "xx-west-9" })).toEqual({
    verdict: "fail",
    says: "Amazon Translate is not in xx-west-9",
    remedy: "Deploy the stage in a region that has it, or leave this action out.",
  });
});
