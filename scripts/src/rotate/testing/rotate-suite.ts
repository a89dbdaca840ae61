import { readFileSync, writeFileSync } from "node:fs";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { prefixOf, stackName } from "../../testing/names.ts";
import type { OperatedStage } from "../../testing/operated-stage.ts";
import { type Ended, runCliqIn, runHere } from "../../testing/run-cliq.ts";
import type { RotateOptions } from "../rotate-command.ts";
import { runRotate } from "../run-rotate.ts";
import { type Clicks, startClicks } from "./clicks.ts";

/** What `rotate` does to a stage that is deployed at version 1; it leaves version 3. */
export function testRotate(operated: () => OperatedStage): void {
  async function rotate(options: Partial<RotateOptions> = {}, environment?: NodeJS.ProcessEnv): Promise<Ended> {
    const { root, outputs, environment: own } = operated();
    const all = { stage: "local", deploy: true, yes: true, ...options };
    const ended = await runHere(environment ?? own, "", async () => runRotate(all, root));
    outputs.push(ended.stdout, ended.stderr);
    return ended;
  }

  function urls(): string[] {
    return operated()
      .cliq.model.actions()
      .map(({ executionUrl }) => executionUrl ?? "");
  }

  const written = (): string => readFileSync(operated().stagesFile, "utf8");

  test("off a terminal a rotation that nobody has approved is refused before anything is written", async () => {
    const before = written();
    expect(await rotate({ yes: false })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nothing was written: pnpm cliq rotate --stage local --yes/) as string,
    });
    expect(written()).toBe(before);
  });

  /** As if the minute in which calls were counted were over, for Cliq and for the stage. */
  const passMinute = async (): Promise<void> => {
    operated().cliq.advanceClock(61_000);
    await operated().forget("budget#update");
  };

  test("clicks go on through a failed rotation, its rollback, a rotation and a retirement; then the old URL is dead", async () => {
    const { cliq, root, environment, outputs, ssm, logs } = operated();
    const first = urls();
    const clicks: Clicks = startClicks(cliq, first);
    try {
      expect(await rotate({ retire: true })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/never been rotated/) as string,
      });

      // Cliq refuses the second action: the first has its new URL by then, and gets the old one back.
      cliq.model.inject({ on: "updateAction", kind: "refuse", nth: 2 });
      const failed = await rotate();
      expect(failed.code).toBe(1);
      for (const found of [
        "infra/stages.ts says credentialVersion 2.",
        "The stack is UPDATE_ROLLBACK_COMPLETE, at version 1.",
        "Its functions accept the URLs of versions 0, 1, 2 now, and no others.",
        "Of the stage's URLs that Cliq shows, 2 of version 1. Each is accepted.",
        "run pnpm cliq rotate --stage local --yes, or set credentialVersion of stage local back from 2 to 1",
      ])
        expect(failed.stderr).toContain(found);
      expect(urls()).toEqual(first);
      expect(await rotate({ retire: true })).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/Version 2 is written .* but not deployed/) as string,
      });

      await passMinute();
      // One of them by way of the command line, in a process of its own.
      const rotated = await runCliqIn(root, ["rotate", "--stage", "local", "--yes", "--json"], environment);
      outputs.push(rotated.stdout, rotated.stderr);
      expect(rotated.code, rotated.stderr).toBe(0);
      expect(JSON.parse(rotated.stdout)).toMatchObject({
        ok: true,
        from: 1,
        to: 2,
        deployed: true,
        accepted: [1, 2, 3],
        found: expect.arrayContaining(["Of the stage's URLs that Cliq shows, 2 of version 2. Each is accepted."]),
      });
      const second = urls();
      expect(second.filter((url) => first.includes(url))).toEqual([]);
      expect(clicks.refused()).toEqual([]);

      clicks.forget(first);
      await passMinute();
      const retired = await rotate({ retire: true });
      expect(retired.code, retired.stderr).toBe(0);
      expect(retired.stdout).toContain("accept the URLs of versions 2, 3, 4 now, and no others");
      await clicks.stop();
      expect(clicks.refused()).toEqual([]);
      expect(logs.filter((line) => line.includes('"Outcome":"misconfigured"'))).toEqual([]);
      expect(clicks.count()).toBeGreaterThan(20);
      for (const url of first) expect(await clicks.click(url)).toBe(401);
      for (const url of [...second, ...urls()]) expect(await clicks.click(url)).toBe(200);

      expect(written().match(/credentialVersion: \d+/g)).toEqual(["credentialVersion: 3"]);
      const { Parameter } = await ssm.send(
        new GetParameterCommand({ Name: `${prefixOf("local")}/signing-key`, WithDecryption: true }),
      );
      const credentials = [...first, ...second, ...urls()].map((url) => url.slice(url.lastIndexOf("/") + 1));
      for (const secret of [...credentials, Parameter?.Value ?? ""]) {
        expect(outputs.join("\n")).not.toContain(secret);
        expect(logs.join("\n")).not.toContain(secret);
      }
    } finally {
      await clicks.stop();
    }
  });

  test("without AWS in reach, --no-deploy takes the file at its word and says so; a rotation stops before it writes", async () => {
    const nowhere = { ...operated().environment, AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" };
    const before = written();
    expect(await rotate({}, nowhere)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^AWS cannot be reached \(ECONNREFUSED\)/) as string,
    });
    expect(written()).toBe(before);
    const { code, stderr } = await rotate({ deploy: false }, nowhere);
    expect(code).toBe(0);
    expect(stderr).toContain("Not compared with what is deployed: AWS cannot be reached");
  });

  test("--no-deploy changes the file only, and says how to deploy; a file that is ahead by more is refused", async () => {
    const before = urls();
    writeFileSync(operated().stagesFile, written().replace("credentialVersion: 4", "credentialVersion: 3"));
    const { code, stdout } = await rotate({ deploy: false, yes: false });
    expect(code).toBe(0);
    expect(stdout).toContain("pnpm cdk deploy -c stage=local");
    expect(written()).toContain("credentialVersion: 4");
    expect(urls()).toEqual(before);
    writeFileSync(operated().stagesFile, written().replace("credentialVersion: 4", "credentialVersion: 5"));
    expect(await rotate()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/says credentialVersion 5 .* but version 3 is deployed\. Set it to 3/) as string,
    });
    writeFileSync(operated().stagesFile, written().replace("credentialVersion: 5", "credentialVersion: 3"));
  });
}

/** What `rotate` says of a stage that is no longer deployed. */
export function testRotateWhatIsGone(operated: () => OperatedStage): void {
  test("a stage that is not deployed has nothing to rotate", async () => {
    const { root, environment, aws, stagesFile } = operated();
    const before = readFileSync(stagesFile, "utf8");
    await aws.destroy(stackName);
    const options = { stage: "local", deploy: true, yes: true, json: true };
    const gone = await runHere(environment, "", async () => runRotate(options, root));
    expect(gone).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/has no URLs to rotate: pnpm cdk deploy -c stage=local/) as string,
    });
    expect(JSON.parse(gone.stdout)).toMatchObject({ ok: false, stage: "local", code: "cannot_operate" });
    expect(readFileSync(stagesFile, "utf8")).toBe(before);
  });
}
