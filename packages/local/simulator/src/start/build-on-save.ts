import { rmSync } from "node:fs";
import { relative } from "node:path";
import { formatMs } from "../page/dom/format.ts";
import type { BuildState } from "../page-api.ts";
import { beginToDeploy, deployingLock } from "./begin-to-deploy.ts";
import { type Booted, repository } from "./boot.ts";
import { type BuildProblem, checkTypes } from "./check-types.ts";
import { createBuildLoop } from "./create-build-loop.ts";
import { findSourcesElsewhere } from "./find-sources-elsewhere.ts";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { thisProcess } from "./process-name.ts";
import type { Progress } from "./progress.ts";
import { keepSpareApp } from "./spare-apps.ts";
import { toBuildProblem } from "./to-build-problem.ts";
import { toTerminalText } from "./to-terminal-text.ts";
import { updateStacks } from "./update-stack.ts";
import { watchSources } from "./watch-sources.ts";

const mostShown = 10;

/** Builds on every save, and checks types beside it, until `running` is disposed of. What fails is said, and what ran goes on. */
export async function buildOnSave(
  booted: Booted,
  options: { readonly allowEgress: boolean; readonly progress: Progress; readonly running: AsyncDisposableStack },
): Promise<void> {
  const { simulation, actionsFolder, deployment } = booted;
  const { allowEgress, progress, running } = options;
  const apps = keepSpareApp(repository);
  const updates = updateStacks(booted, { root: repository, allowEgress, run: (run) => apps.run(run) });
  const lock = deployingLock(repository, thisProcess());
  const stopped = new AbortController();
  let checking = new AbortController();
  let build: BuildState = { status: "good", version: 1, at: Date.now(), problems: [] };
  let problem: BuildProblem | undefined;
  let typeProblems: readonly BuildProblem[] = [];
  let elsewhere: readonly string[] = await findSourcesElsewhere(repository, actionsFolder);

  function tell(status: BuildState["status"], version = build.version): void {
    const problems = [...(problem === undefined || status === "building" ? [] : [problem]), ...typeProblems];
    build = { status, version, at: Date.now(), problems };
    simulation.announce({ type: "build", build });
  }

  async function onSaved(paths: readonly string[]): Promise<void> {
    const startedMs = performance.now();
    const onBegin = (): void => {
      progress.say(`  ${nameFiles(paths)} saved: building …`);
      tell("building");
    };
    checking.abort();
    if (paths.some((path) => path.endsWith("pnpm-lock.yaml"))) apps.renew();
    let end: (() => void) | undefined;
    try {
      end = await beginToDeploy(lock, stopped.signal, () =>
        progress.say(`  ${nameFiles(paths)} saved: an operator's command deploys, waiting for it …`),
      );
      elsewhere = await findSourcesElsewhere(repository, actionsFolder);
      const changes = await updates.update(stopped.signal, onBegin);
      if (changes !== undefined) {
        problem = undefined;
        const what = changes === "same" ? "what runs is what was saved" : changes.join(", ") || "the stack is new";
        progress.say(`  ${what} after ${formatMs(performance.now() - startedMs)}`);
        tell("good", build.version + (changes === "same" ? 0 : 1));
        if (changes !== "same") simulation.announce({ type: "stack" });
      }
    } catch (error) {
      if (stopped.signal.aborted) return;
      problem = toBuildProblem(error);
      progress.say(
        `  the last good version goes on, for this one failed:\n    ${toTerminalText(problem.text, "    ")}`,
      );
      tell("failed");
    } finally {
      end?.();
    }
    void check();
  }

  async function check(): Promise<void> {
    checking.abort();
    checking = new AbortController();
    const found = await checkTypes(repository, actionsFolder, checking.signal).catch((error: unknown) => {
      progress.say(`  types cannot be checked: ${toTerminalText(String(error))}`);
      return undefined;
    });
    if (found === undefined || checking.signal.aborted || stopped.signal.aborted) return;
    const known = new Set(typeProblems.map(({ place, text }) => place + text));
    const news = found.filter(({ place, text }) => !known.has(place + text));
    for (const { place, text } of news.slice(0, mostShown)) progress.say(`  ${place} ${toTerminalText(text)}`);
    if (news.length > mostShown) progress.say(`  and ${news.length - mostShown} more errors of types`);
    if (found.length === 0 && typeProblems.length > 0) progress.say("  all types are right again");
    typeProblems = found;
    tell(build.status);
  }

  const loop = createBuildLoop(onSaved);
  running.defer(async () => {
    stopped.abort();
    checking.abort();
    await loop.stop();
    updates.stop();
    apps.stop();
    rmSync(lock, { force: true });
  });
  const unwatch = watchSources({
    root: repository,
    actionsFolder,
    elsewhere: () => elsewhere,
    onChange: (path) => loop.change(path),
  });
  running.defer(unwatch);
  tell("good");
  void check();
  // What was saved before anybody watched.
  if (!deployment.cdkOut.endsWith(await fingerprintSources(repository, actionsFolder))) loop.change(actionsFolder);
}

function nameFiles(paths: readonly string[]): string {
  const [first = ""] = paths;
  const within = relative(repository, first);
  const name = toTerminalText(within.startsWith("..") ? first : within);
  return paths.length === 1 ? name : `${name} and ${paths.length - 1} more`;
}
