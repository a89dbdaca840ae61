import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
} from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { chat, person } from "../../rotate/testing/clicks.ts";
import { type OperatedStage, operatedSlugs as slugs } from "../../testing/operated-stage.ts";
import { type Ended, runCliq } from "../../testing/run-cliq.ts";
import { takeRole } from "../../testing/take-role.ts";

const message = { id: "1795341600000_2", sender: person, time: 1_795_341_600_000, type: "text", text: "Ink" } as const;
const [slug = "", other = ""] = slugs;

/** All that the help of `pause` says is needed. */
const needed = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "cloudformation:DescribeStacks",
        "cloudformation:ListStackResources",
        "lambda:GetFunctionConfiguration",
        "lambda:UpdateFunctionConfiguration",
        "lambda:PublishVersion",
        "lambda:GetAlias",
        "lambda:UpdateAlias",
      ],
      Resource: "*",
    },
  ],
};

/** What `pause` and `resume` do to a stage that is deployed, and what deployments make of it. It leaves nothing paused. */
export function testPause(operated: () => OperatedStage): void {
  async function run(args: readonly string[], environment = operated().environment): Promise<Ended> {
    const ended = await runCliq([...args, "--stage", "local"], environment);
    operated().outputs.push(ended.stdout, ended.stderr);
    return ended;
  }

  /** What a click on each action shows. */
  async function click(): Promise<Record<string, unknown>> {
    await operated().awaken();
    const { cliq } = operated();
    const shown: Record<string, unknown> = {};
    for (const { id, executionUrl } of cliq.model.actions()) {
      const { output } = await cliq.execute({ actionId: id, person, chat, messages: [message] });
      const [, name = ""] = /actions\/([^/]+)\//.exec(executionUrl ?? "") ?? [];
      shown[name] = (output as { text?: string } | undefined)?.text;
    }
    return shown;
  }
  const sentence = "This action is paused. Back on Monday.";
  const pauseOne = ["pause", slug, "--reason", "Back on Monday."];

  test("a pause is told to whoever clicks next, and to nobody of another action, by whoever may do what the help says", async () => {
    const role = await takeRole(operated().aws, "pauser", needed);
    const { code, stdout, stderr } = await run(pauseOne, { ...operated().environment, ...role });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    for (const line of [
      `  ${slug} is paused`,
      `People who click are told: "${sentence}"`,
      `  paused: { "${slug}": "Back on Monday." },`,
      `  pnpm cliq resume ${slug} --stage local`,
    ])
      expect(stdout.split("\n")).toContain(line);
    const shown = await click();
    expect(shown[slug]).toBe(sentence);
    expect(shown[other]).not.toContain("paused");
    expect(operated().logs.filter((line) => line.includes('"Outcome":"paused"')).length).toBeGreaterThan(0);
    expect((await run(pauseOne)).stdout).toContain(`${slug} was paused already`);
    const report = await run(["doctor", "--json"]);
    expect(JSON.parse(report.stdout).checks).toContainEqual({
      check: "pauses",
      verdict: "warn",
      says: `${slug} is paused: "${sentence}"`,
      remedy: expect.stringContaining(`cliq resume ${slug} --stage local`) as string,
    });
  });

  test("a deployment that changes nothing of the function leaves it paused, one that writes the same pause down succeeds", async () => {
    await operated().redeploy();
    expect((await click())[slug]).toBe(sentence);
    await operated().redeploy({ paused: { [slug]: "Back on Monday." } });
    expect((await click())[slug]).toBe(sentence);
    expect((await run(["resume", slug])).stdout).toContain(`  ${slug} serves again`);
    expect((await click())[slug]).toBe("Ink");
    await operated().redeploy();
    expect((await click())[slug]).toBe("Ink");
    expect((await run(["resume", slug])).stdout).toContain(`  ${slug} was not paused`);
  });

  test("all actions are paused and resumed at once", async () => {
    const paused = await run(["pause", "--all", "--json"]);
    const told = "This action is paused. Try again later.";
    expect(JSON.parse(paused.stdout)).toEqual({
      ok: true,
      stage: "local",
      actions: slugs.map((one) => ({ slug: one, paused: told, isChanged: true, hasBackground: false })),
    });
    expect(Object.values(await click())).toEqual(slugs.map(() => told));
    expect((await run(["resume", "--all"])).code).toBe(0);
    expect(Object.values(await click())).not.toContain(told);
  });

  test("a pause that was cut off half way is ended by the next word, and nothing is published that no deployment finished", async () => {
    const { aws } = operated();
    const lambda = new LambdaClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
    const { physicalId: alias } = operated()
      .stack()
      .resources.find(({ type, logicalId }) => type === "AWS::Lambda::Alias" && logicalId.startsWith(slug))!;
    const FunctionName = alias.replace(/:[^:]+$/, "");
    const set = async (change: Record<string, string>): Promise<void> => {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const Variables = { ...Environment?.Variables, ...change };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
      await waitUntilFunctionUpdated({ client: lambda, maxWaitTime: 30, minDelay: 0.1 }, { FunctionName });
    };
    try {
      await set({ PAUSED: "Half.", PAUSE_CHANGED_AT: "2026-01-02T03:04:05.000Z" });
      expect((await click())[slug]).toBe("Ink");
      expect((await run(["resume", slug])).stdout).toContain(`  ${slug} serves again`);
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(Environment?.Variables).not.toHaveProperty("PAUSED");
      await set({ DEFAULT_LANGUAGE: "xx" });
      expect(await run(pauseOne)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`${slug}: its function is not what it serves.`) as string,
      });
      expect((await click())[slug]).toBe("Ink");
    } finally {
      await set({ DEFAULT_LANGUAGE: "en" });
      lambda.destroy();
    }
  });

  test.each<[string, readonly string[]]>([
    ["Name one action, or --all of them.", ["pause"]],
    ["Name one action, or --all of them.", ["resume", "x", "--all"]],
    [`has no action "x" with a function of its own; there are ${slugs.join(", ")}.`, ["pause", "x"]],
    ["The reason must be a sentence of at most 200 characters, on one line.", ["pause", slug, "--reason", "a\nb"]],
  ])("what cannot be done is said, and nothing changes: %s", async (words, args) => {
    expect(await run(args)).toMatchObject({ code: 1, stderr: expect.stringContaining(words) as string });
    expect((await click())[slug]).toBe("Ink");
  });
}
