import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { expect, test } from "vitest";
import { refusalOf } from "./admit.ts";
import type { Click, Scheme } from "./clicks.ts";
import { type Answer, startWarm } from "./warm-process.ts";

type Kind = Parameters<typeof refusalOf>[0]["kind"];
const contender = (scheme: Scheme = "path", kind: Kind = "peer") => ({ scheme, slug: "bench", kind }) as const;

/** Answers by what it is told of a click. */
const answering = (answer: (click: Click) => Answer) => ({
  ask: async (click: Click) => Promise.resolve(answer(click)),
});
const isCut = ({ body }: Click): boolean => !body.endsWith("}");

test.each<[string, (click: Click) => Answer, string]>([
  ["refuses everything", () => ({ status: 401, body: "" }), "answers an authentic click with 401: "],
  ["answers that the work failed", () => ({ status: 200, body: "Try again." }), "answers with a failure: Try again."],
  ["looks at nothing", () => ({ status: 200, body: "{}" }), "answers a tampered click with 200"],
  [
    "takes a body that is cut off",
    ({ body, headers }) => ({ status: body.includes("logon") ? 401 : 200, body: headers["x-hub-signature-256"] ?? "" }),
    "answers a broken click with 200",
  ],
])("who %s takes no part", async (_what, answer, reason) => {
  expect(await refusalOf(contender("github"), answering(answer))).toBe(reason);
});

test("who answers good clicks and refuses wrong ones takes part, and the bare function, which looks at nothing, too", async () => {
  const careful = answering((click) => ({
    status: isCut(click) || click.body.includes("logon") ? 400 : 200,
    body: "{}",
  }));
  expect(await refusalOf(contender("github"), careful)).toBeUndefined();
  expect(
    await refusalOf(
      contender("path", "bare"),
      answering(() => ({ status: 200, body: "{}" })),
    ),
  ).toBeUndefined();
});

test("our one card passes the gate in a real process, and a function that looks at nothing does not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  try {
    const refusals: Record<string, string | undefined> = {};
    for (const name of ["bare", "one-card"]) {
      const own = join(folder, name);
      mkdirSync(own);
      bundleTo(own, join(import.meta.dirname, `contenders/${name}.ts`));
      using process = await startWarm({ folder: own, environment: {} });
      refusals[name] = await refusalOf(contender(), process);
    }
    expect(refusals).toEqual({ bare: "answers a tampered click with 200" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
