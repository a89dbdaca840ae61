import { join } from "node:path";
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type FakeCliq, type FakeCliqOptions, startFakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalAws } from "@cliq-actions/local-aws";
import { prefixOf } from "../../testing/names.ts";
import { type Ended, runCliq } from "../../testing/run-cliq.ts";

/** A Cliq and an AWS account on this machine, and the command run against both. */
export interface LocalPlaces {
  readonly cliq: FakeCliq;
  readonly ssm: SSMClient;
  /** The client and a grant code good now, as the environment carries them. */
  credentials(): Record<"ZOHO_CLIENT_ID" | "ZOHO_CLIENT_SECRET" | "ZOHO_GRANT_CODE", string>;
  /** Runs `cliq authorize --stage local …` without a terminal; stdin ends at once unless there is input. */
  run(args: readonly string[], options?: { env?: Record<string, string | undefined>; input?: string }): Promise<Ended>;
  /** Everything the command has written. */
  readonly written: readonly string[];
  read(name: string): Promise<string | undefined>;
  put(name: string, value: string): Promise<void>;
  /** Zoho's answer to a refresh with this token. */
  refresh(refreshToken: string): Promise<Record<string, unknown>>;
}

/** Starts a Cliq beside a local AWS; each Cliq has tokens of its own. */
export async function startPlaces(aws: LocalAws, options: FakeCliqOptions = {}): Promise<LocalPlaces> {
  const cliq = await startFakeCliq(options);
  const ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  const written: string[] = [];
  const environment = {
    PATH: process.env["PATH"] ?? "",
    // Which scopes are asked for depends on the actions: not on those that a fork has.
    CLIQ_ACTIONS_FOLDER: join(import.meta.dirname, "no-such-folder"),
    AWS_ENDPOINT_URL_SSM: aws.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    CLIQ_ORIGIN: cliq.cliqUrl,
    ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl,
  };
  return {
    cliq,
    ssm,
    written,
    credentials: () => ({
      ZOHO_CLIENT_ID: cliq.clientId,
      ZOHO_CLIENT_SECRET: cliq.clientSecret,
      ZOHO_GRANT_CODE: cliq.model.issueGrantCode(Date.now(), cliq.clientId),
    }),
    run: async (args, { env = {}, input = "" } = {}) => {
      const ended = await runCliq(["authorize", "--stage", "local", ...args], { ...environment, ...env }, input);
      written.push(ended.stdout, ended.stderr);
      return ended;
    },
    read: async (name) => {
      try {
        const command = new GetParameterCommand({ Name: `${prefixOf("local")}/${name}`, WithDecryption: true });
        return (await ssm.send(command)).Parameter?.Value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
    put: async (name, value) => {
      const parameter = {
        Name: `${prefixOf("local")}/${name}`,
        Value: value,
        Type: "SecureString",
        Overwrite: true,
      } as const;
      await ssm.send(new PutParameterCommand(parameter));
    },
    refresh: async (refresh_token) => {
      const { clientId: client_id, clientSecret: client_secret } = cliq;
      const body = new URLSearchParams({ grant_type: "refresh_token", client_id, client_secret, refresh_token });
      return (await (await fetch(`${cliq.accountsUrl}/oauth/v2/token`, { method: "POST", body })).json()) as Record<
        string,
        unknown
      >;
    },
  };
}
