import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";
import { findOverflow } from "./find-overflow.ts";
import { findViolations } from "./find-violations.ts";
import type { ReachableState } from "./page-states.ts";
import { pressEverything } from "./press-everything.ts";
import { type Answers, startAnswers } from "./start-answers.ts";
import { type MadeUpFunctions, startFunctions } from "./start-functions.ts";

/** Tests of states of the page: what axe-core finds, what is cut off, and which press loses the focus. */
export function testPageStates({ booted, visit }: Opened, states: readonly ReachableState[]): void {
  let answers: Answers | undefined;
  let functions: MadeUpFunctions | undefined;
  /** The kinds of controls that were pressed: each once, where it first appears. */
  const pressed = new Set<string>();
  beforeAll(async () => {
    answers = await startAnswers(booted());
    functions = await startFunctions(booted());
  });
  afterAll(async () => {
    await functions?.[Symbol.asyncDispose]();
    await answers?.[Symbol.asyncDispose]();
  });

  for (const { name, look, reach } of states) {
    test(`${name}: everybody can use it`, { timeout: 120_000 }, async (context) => {
      const arrive = async (): Promise<Page> => {
        answers?.release();
        booted().cliq.model.clearFaults();
        booted().simulation.announce({ type: "build", build: { status: "good", version: 1, at: 0, problems: [] } });
        const visited = await visit(context, look);
        await reach(visited, booted());
        return visited.page;
      };
      const page = await arrive();
      expect.soft(await findViolations(page), "axe-core").toEqual([]);
      expect.soft(await findOverflow(page), "cut off or scrolling").toEqual([]);
      expect.soft(await pressEverything(page, pressed, arrive), "focus").toEqual([]);
    });
  }
}
