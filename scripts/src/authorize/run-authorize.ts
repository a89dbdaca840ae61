import { fileURLToPath } from "node:url";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { ActionsError } from "@cliq-actions/core";
import stages from "@cliq-actions/infra/stages";
import type { AuthorizeOptions } from "./authorize-command.ts";
import { authorizeGrants, type GrantName } from "./authorize-grants.ts";
import { CannotAuthorize } from "./cannot-authorize.ts";
import { type Credentials, parseCredentials, readEnvironment } from "./credentials.ts";
import { describeOutcome, describeScopes } from "./describe-outcome.ts";
import { readNeeds } from "../stage/actions-folder.ts";
import { connectAws } from "../stage/stage-aws.ts";
import { findKeptSecrets } from "../secret/find-kept-secrets.ts";
import { findMissingSecrets } from "../secret/find-missing-secrets.ts";
import { explainFailure } from "./explain-failure.ts";
import { ssmDeskGrantStore } from "./desk-grant-store.ts";
import { ssmGrantStore } from "./grant-store.ts";
import type { Ports } from "./ports.ts";
import { readInput } from "./read-input.ts";
import { refuseStrays } from "./refuse-strays.ts";
import { renewDeskToken } from "./renew-desk-token.ts";
import { revokeStage } from "./revoke-stage.ts";
import { describeInstructions, toInstructionsDocument } from "./show-instructions.ts";
import { chooseTarget, parseDataCentre, type Target } from "./target.ts";
import { terminalPrompter } from "../terminal/terminal-prompter.ts";

/** Runs the command with this process's terminal, environment, network and AWS credentials; sets the exit code. */
export async function runAuthorize(options: AuthorizeOptions, strays: readonly string[]): Promise<void> {
  const prompter =
    process.stdin.isTTY && process.stderr.isTTY ? terminalPrompter(process.stdin, process.stderr) : undefined;
  let target: Target | undefined;
  try {
    refuseStrays(strays);
    if (options.rotate && options.revoke) {
      throw new CannotAuthorize("--rotate and --revoke exclude each other: one replaces the access, one ends it.");
    }
    const grant = parseGrant(options.grant);
    target = chooseTarget(stages, options.stage);
    if (options.instructions) return await instruct(target, options);
    const ports = connect(target, options, prompter);
    const { dataCentre, rotate = false, write = false } = options;
    const outcome = options.revoke
      ? await revokeStage(target, { dataCentre, grant }, ports)
      : await authorizeGrants(target, { dataCentre, rotate, write, grant }, ports);
    process.stdout.write(`${options.json ? JSON.stringify(outcome) : describeOutcome(outcome)}\n`);
  } catch (error) {
    report(error, target, options);
    process.exitCode = 1;
  } finally {
    prompter?.close();
  }
}

function parseGrant(name: string | undefined): GrantName | undefined {
  if (name === undefined || name === "cliq" || name === "desk") return name;
  throw new CannotAuthorize("--grant is cliq or desk: leave it out for all that the stage needs.");
}

async function instruct(target: Target, options: AuthorizeOptions): Promise<void> {
  if (options.rotate || options.revoke || options.write) {
    throw new CannotAuthorize("--instructions changes nothing: leave out --rotate, --revoke and --write.");
  }
  const dataCentre = parseDataCentre(options.dataCentre ?? target.configuredDataCentre);
  const hasDesk = (await findKeptSecrets(target.chosen)).length > 0;
  const asked = { stage: target.stage, dataCentre, needs: await readNeeds(), hasDesk };
  const text = options.json ? JSON.stringify(toInstructionsDocument(asked)) : describeInstructions(asked);
  process.stdout.write(`${text}\n`);
}

function connect(target: Target, options: AuthorizeOptions, prompter: Ports["prompter"]): Ports {
  const { CLIQ_ORIGIN: cliqOrigin, ZOHO_ACCOUNTS_ORIGIN: accountsOrigin } = process.env;
  const region = options.region ?? target.region;
  const aws = connectAws(region);
  const { ssm } = aws;
  return {
    store: ssmGrantStore(ssm, target.prefix),
    desk: {
      // Where tokens of Zoho Desk would be handed out to, whatever desk the stage has by now.
      store: ssmDeskGrantStore(ssm, target.prefix, async () => findKeptSecrets(withZohoDesk(target))),
      isUsed: async () => (await findKeptSecrets(target.chosen)).length > 0,
      renew: async () => renewDeskToken(aws, target.stackName),
    },
    missingSecrets: async () => findMissingSecrets(ssm, target.prefix, target.chosen),
    needs: readNeeds,
    send: httpsSender(),
    originsOf: (dataCentre) =>
      toZohoOrigins({
        dataCentre,
        ...(cliqOrigin ? { cliqOrigin } : {}),
        ...(accountsOrigin ? { accountsOrigin } : {}),
      }),
    prompter,
    readGiven,
    say: (line) => void process.stderr.write(`${line}\n`),
    stagesFile: fileURLToPath(new URL("../../../infra/stages.ts", import.meta.url)),
  };
}

function withZohoDesk({ chosen }: Target): Target["chosen"] {
  return { ...chosen, desk: { kind: "zoho-desk" } };
}

async function readGiven(wanted: readonly (keyof Credentials)[]): Promise<Credentials> {
  const given = readEnvironment(process.env);
  // A terminal would show what is typed; the prompter reads from it instead.
  if (process.stdin.isTTY || wanted.every((name) => given[name] !== undefined)) return given;
  const input = await readInput(process.stdin);
  if (input === "") return given;
  const piped = parseCredentials(input);
  return {
    clientId: given.clientId ?? piped.clientId,
    clientSecret: given.clientSecret ?? piped.clientSecret,
    grantCode: given.grantCode ?? piped.grantCode,
    deskGrantCode: given.deskGrantCode ?? piped.deskGrantCode,
  };
}

function report(error: unknown, target: Target | undefined, options: AuthorizeOptions): void {
  const { stage, json } = options;
  const sentence = explainFailure(error, target, options);
  const scopes = error instanceof CannotAuthorize ? error.scopes : [];
  process.stderr.write(`${[sentence, ...describeScopes(scopes)].join("\n")}\n`);
  if (!json) return;
  const code = error instanceof ActionsError ? error.code : "failed";
  process.stdout.write(`${JSON.stringify({ ok: false, stage, code, error: sentence, scopes })}\n`);
}
