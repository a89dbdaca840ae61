import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { DeleteParameterCommand, GetParameterCommand, GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import { deriveCredential } from "@cliq-actions/aws/credential";
import { operations } from "@cliq-actions/cliq/rest/operations";
import { expect, test } from "vitest";
import { prefixOf, stackName } from "../../testing/names.ts";
import { type OperatedStage, operatedSlugs as slugs } from "../../testing/operated-stage.ts";
import { runCliq } from "../../testing/run-cliq.ts";
import type { Finding } from "../finding.ts";

/** What the repository's own actions connect to is not this file's concern; connections are tried with `explain`. */
const withoutConnections = { CLIQ_ACTIONS_FOLDER: join(import.meta.dirname, "no-such-folder") };

/** As CloudWatch's embedded format has them. */
interface EmbeddedMetric {
  readonly Metrics: readonly { readonly Name: string }[];
}

interface Report {
  readonly code: number;
  readonly ok: boolean;
  readonly checks: readonly Finding[];
  /** The finding of a check; one that was not made fails the test. */
  of(check: string): Finding;
}

async function examine(
  { environment, outputs, awaken }: Pick<OperatedStage, "environment" | "outputs" | "awaken">,
  args: readonly string[] = ["--stage", "local"],
): Promise<Report> {
  await awaken();
  const ended = await runCliq(["doctor", ...args, "--json"], { ...environment, ...withoutConnections });
  outputs.push(ended.stdout, ended.stderr);
  const { ok, checks }: { ok: boolean; checks: Finding[] } = JSON.parse(ended.stdout);
  const of = (wanted: string): Finding =>
    checks.find(({ check }) => check === wanted) ?? expect.fail(`no check "${wanted}"`);
  return { code: ended.code, ok, checks, of };
}

function failed({ checks }: Report): string[] {
  return checks.filter(({ verdict }) => verdict === "fail").map(({ check }) => check);
}

async function read({ ssm }: OperatedStage, name: string): Promise<string> {
  return (
    (await ssm.send(new GetParameterCommand({ Name: `${prefixOf("local")}/${name}`, WithDecryption: true }))).Parameter
      ?.Value ?? ""
  );
}

/** Every row, but for the budget's, which the doctor's own calls count in. */
async function rowsOf(operated: OperatedStage): Promise<string> {
  return JSON.stringify((await operated.rows()).filter(({ pk }) => !pk?.S?.startsWith("budget#")));
}

/** What the doctor finds before, at and after the first deployment of a stage. */
export function testDoctor(operated: () => OperatedStage): void {
  test("before the first deployment it names what is to come, and nothing has failed", async () => {
    const report = await examine(operated());
    expect(report).toMatchObject({ code: 0, ok: true });
    expect(report.of("stack")).toMatchObject({ verdict: "warn", remedy: "pnpm cdk deploy -c stage=local" });
    expect(report.of("parameters").says).toContain(
      `not there before the first deployment: ${prefixOf("local")}/oauth/access-token`,
    );
    expect(report.of("ledger against Cliq")).toEqual({
      check: "ledger against Cliq",
      verdict: "skipped",
      says: 'not looked at: it needs "ledger"',
    });
  });

  test("a deployed stage is fine in every respect, and the doctor changes nothing and executes nothing", async () => {
    await operated().redeploy();
    const actions = structuredClone(operated().cliq.model.actions());
    const before = await rowsOf(operated());
    const calls = operated().cliq.model.calls().length;

    const report = await examine(operated());
    expect(failed(report)).toEqual([]);
    expect(report).toMatchObject({ code: 0, ok: true });
    expect(report.checks.filter(({ verdict }) => verdict === "skipped")).toEqual([]);
    for (const slug of slugs) {
      expect(report.of(`wrong credential at ${slug}`)).toMatchObject({ verdict: "ok" });
      expect(report.of(`dry run of ${slug}`)).toMatchObject({
        verdict: "ok",
        says: "route, credential and organisation fit; nothing was executed",
      });
    }
    expect(report.of("ledger against Cliq").says).toBe("Cliq has all 2: echo, keep-row");
    expect(report.of("alarm e-mail")).toMatchObject({
      verdict: "warn",
      remedy: "Set local.alarmEmail in infra/stages.ts and deploy.",
    });

    expect(operated().cliq.model.actions()).toEqual(actions);
    expect(await rowsOf(operated())).toBe(before);
    expect(
      operated()
        .cliq.model.calls()
        .slice(calls)
        .map(({ operation, status }) => [operation, status]),
    ).toEqual([
      ["listActions", 200],
      ["listActions", 200],
      ["createAction", 400],
      ["updateAction", 404],
      ["deleteAction", 404],
    ]);
    // None of these outcomes rings an alarm, which malformed events and foreign organisations do.
    const outcomes = operated().logs.flatMap((line) => /"Invocations":1,"Outcome":"(\w+)"/.exec(line)?.[1] ?? []);
    expect(new Set(outcomes)).toEqual(new Set(["unauthenticated", "unsupported_media_type", "stale_invocation"]));
  });

  test("names that carry state are those that deployed stages have: another one would forget what they know", async () => {
    const { ssm, logs } = operated();
    const stack = operated().stack();
    const prefix = prefixOf("local");
    const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: prefix, Recursive: true }));
    expect(Parameters.map(({ Name = "" }) => Name.slice(prefix.length)).toSorted()).toEqual([
      "/oauth/access-token",
      "/oauth/client",
      "/oauth/refresh-token",
      "/signing-key",
    ]);
    const keys = (await operated().rows()).map(({ pk }) => pk?.S ?? "");
    const { stackId } = stack;
    const registrations = stack.resources.find(({ type }) => type === "Custom::CliqMessageActions");
    expect(registrations?.logicalId).toBe("RegistrationsActions7DEFECDB");
    expect(keys).toContain(`registrations#${stackId}#${registrations?.logicalId}`);
    expect(keys).toContain("oauth#access-token");
    expect(keys).toEqual(expect.arrayContaining(["budget#list", "budget#create", "budget#updateHandler"]));
    for (const { type, logicalId, physicalId } of stack.resources) {
      if (!type.startsWith("Custom::Cliq")) continue;
      const identity = createHash("sha256").update(JSON.stringify([stackId, logicalId]));
      expect(physicalId).toBe(`cliq-${identity.digest("hex").slice(0, 32)}`);
    }
    const metrics = logs.flatMap((line) => {
      const { _aws } = (line.startsWith("{") ? JSON.parse(line) : {}) as {
        _aws?: { CloudWatchMetrics: EmbeddedMetric[] };
      };
      return _aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)) ?? [];
    });
    expect(new Set(metrics)).toEqual(new Set(["Invocations"]));
  });

  test("for a person it is one line per check in 80 columns, with what to do", async () => {
    const { code, stdout } = await runCliq(["doctor", "--stage", "local"], {
      ...operated().environment,
      ...withoutConnections,
    });
    operated().outputs.push(stdout);
    expect(code).toBe(0);
    expect(stdout).toContain(`\nok     stack: ${stackName} is CREATE_COMPLETE\n`);
    expect(stdout).toMatch(
      /^warn {3}alarm e-mail: nobody hears of the alarms\n {7}→ Set local\.alarmEmail in infra\/stages\.ts and deploy\.$/m,
    );
    expect(stdout).toMatch(/\n\n\d+ ok, \d+ to know of, 0 failed, 0 skipped\n$/);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("a scope that Cliq refuses fails by its name", async () => {
    const body = JSON.stringify({
      code: "oauthtoken_scope_invalid",
      message: "The OAuth token passed does not have the required scope.",
    });
    operated().cliq.model.inject({ on: "updateAction", kind: "status", status: 401, body });
    const report = await examine(operated());
    expect(failed(report)).toEqual(["ZohoCliq.messageactions.UPDATE"]);
    expect(report.of("ZohoCliq.messageactions.UPDATE").remedy).toContain("pnpm cliq authorize --stage local --rotate");
  });

  test("a revoked refresh token fails once; what needs Cliq is skipped, and the webhooks are still looked at", async () => {
    await operated().put(
      "oauth/refresh-token",
      "1000.feedfacefeedfacefeedfacefeedface.feedfacefeedfacefeedfacefeedface",
    );
    await operated().ssm.send(new DeleteParameterCommand({ Name: `${prefixOf("local")}/oauth/access-token` }));
    const report = await examine(operated());
    await operated().put("oauth/refresh-token", operated().cliq.refreshToken);
    // So that the keeper does not remember the refusal.
    await operated().forget("oauth#access-token");
    expect(failed(report)).toEqual(["access token"]);
    expect(report.code).toBe(1);
    expect(report.of("access token").remedy).toContain("pnpm cliq authorize --stage local --rotate");
    for (const check of ["data centre", "scopes", "ledger against Cliq"])
      expect(report.of(check).verdict).toBe("skipped");
    expect(report.of("dry run of echo").verdict).toBe("ok");
  });

  test("another signing key is found by the URL in Cliq and by the dry run", async () => {
    const signingKey = await read(operated(), "signing-key");
    await operated().put("signing-key", randomBytes(32).toString("base64"));
    const report = await examine(operated());
    await operated().put("signing-key", signingKey);
    expect(failed(report)).toEqual(["ledger against Cliq", "dry run of echo", "dry run of keep-row"]);
    // Not --heal, which would write URLs that the functions refuse.
    expect(report.of("ledger against Cliq")).toMatchObject({
      says: "Cliq's URLs are accepted, and are not those of the stored signing key, which was replaced: echo, keep-row",
      remedy: "Restore the key, or make new URLs of the one there is: pnpm cliq rotate --stage local",
    });
    expect(report.of("dry run of echo").says).toBe("its own credential is answered 401");
  });
}

/** What the doctor finds once the stage is at version 3, which infra/stages.ts does not say. */
export function testDoctorLater(operated: () => OperatedStage): void {
  test("a lock of Cliq's fails what needs the call, with the time to wait, and Cliq is not called again", async () => {
    // As if the calls of the tests before were over, for Cliq and for the stage.
    operated().cliq.advanceClock(61_000);
    for (const operation of Object.keys(operations)) await operated().forget(`budget#${operation}`);
    operated().cliq.model.inject({ on: "listActions", kind: "throttle" });
    const first = await examine(operated());
    expect(failed(first)).toEqual(["credential version", "data centre"]);
    expect(first.of("data centre").remedy).toMatch(/Run the doctor again in (29\d|30\d) s/);
    const calls = operated().cliq.model.calls().length;
    const second = await examine(operated());
    expect(second.of("budget and locks")).toMatchObject({
      verdict: "warn",
      says: expect.stringMatching(/^Cliq has locked list; /) as string,
    });
    expect(second.of("ZohoCliq.messageactions.READ").verdict).toBe("warn");
    expect(
      operated()
        .cliq.model.calls()
        .slice(calls)
        .filter(({ operation }) => operation === "listActions"),
    ).toEqual([]);
  });

  test("a stack of another organisation and version than infra/stages.ts says is found on the wire", async () => {
    // As if the lock and the calls of the tests before were over.
    operated().cliq.advanceClock(6 * 60_000);
    for (const operation of Object.keys(operations)) await operated().forget(`budget#${operation}`);
    // An e-mail address never agrees on this machine.
    await operated().redeploy({ organizationId: "60099999999", alarmEmail: "operators@example.com" });
    const report = await examine(operated());
    expect(failed(report)).toEqual(["credential version", "dry run of echo", "dry run of keep-row"]);
    expect(report.of("credential version").says).toBe("version 3 is deployed, infra/stages.ts says 1");
    expect(report.of("dry run of echo").says).toBe("it serves another organisation than 60012345678");
    expect(report.of("alarm e-mail").says).toBe("the address has not agreed yet");
  });

  test("an action that somebody deleted in Cliq is named by slug and id", async () => {
    const [action] = operated().cliq.model.actions();
    const { id, creator } = action!;
    const person = {
      ...creator,
      firstName: "Scott",
      lastName: "Fisher",
      email: "",
      language: "en",
      country: "us",
      timezone: "UTC",
    };
    operated().cliq.model.actAs(person).remove(id, Date.now());
    const report = await examine(operated());
    expect(failed(report)).toContain("ledger against Cliq");
    expect(report.of("ledger against Cliq")).toMatchObject({
      says: `not in Cliq's list: echo (id ${id})`,
      remedy: "pnpm cliq drift --stage local shows it, with --heal puts it right.",
    });
  });

  test.each([
    ["a stage that is not in the file", ["--stage", "nowhere"], {}, "stage", /not in infra\/stages\.ts/],
    [
      "no AWS credentials",
      ["--stage", "local"],
      { AWS_ACCESS_KEY_ID: "", AWS_EC2_METADATA_DISABLED: "true", HOME: "/nowhere" },
      "AWS",
      /No AWS credentials: log in/,
    ],
    [
      "credentials that AWS does not take",
      ["--stage", "local"],
      { AWS_ACCESS_KEY_ID: "AKIANOBODY" },
      "AWS",
      /log in again/,
    ],
  ])("%s fails at its own check, and all that needs it is skipped", async (_what, args, environment, check, says) => {
    const report = await examine({ ...operated(), environment: { ...operated().environment, ...environment } }, args);
    expect(failed(report)).toEqual([check]);
    expect(report.of(check).says).toMatch(says);
    expect(report.code).toBe(1);
    expect(report.of("stack").verdict).toBe("skipped");
    expect(report.of("alarms").verdict).toBe("skipped");
  });

  test("no run has shown a secret", async () => {
    const signingKey = await read(operated(), "signing-key");
    const { accessToken } = JSON.parse(await read(operated(), "oauth/access-token")) as { accessToken: string };
    const identities = slugs.flatMap((slug) => [0, 1, 2, 3, 4].map((version) => ({ stage: "local", slug, version })));
    const credentials = identities.map((identity) => deriveCredential(Buffer.from(signingKey, "base64"), identity));
    const written = [...operated().outputs, ...operated().logs].join("\n");
    expect(written.length).toBeGreaterThan(10_000);
    for (const secret of [
      signingKey,
      accessToken,
      operated().cliq.refreshToken,
      operated().cliq.clientSecret,
      ...credentials,
    ])
      expect(written).not.toContain(secret);
    expect(operated().outputs.join("\n")).not.toMatch(/1000\.[0-9a-f]{32}|feedface|A{43}/);
  });
}
