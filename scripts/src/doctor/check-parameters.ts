import { GetParametersCommand, type Parameter } from "@aws-sdk/client-ssm";
import * as z from "zod";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import type { StageAws } from "../stage/stage-aws.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

interface Expected {
  readonly name: string;
  /** Whether a value can be what it is said to be. */
  readonly fits: (value: string) => boolean;
  /** Who makes it. */
  readonly from: "authorize" | "keeper" | "key function" | "operator";
}

const clientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const tokenSchema = z.object({ accessToken: z.string().min(1), expiresAt: z.number() });

const always: readonly Expected[] = [
  { name: "oauth/client", fits: (value) => clientSchema.safeParse(parseJson(value)).success, from: "authorize" },
  { name: "oauth/refresh-token", fits: (value) => value.trim() !== "", from: "authorize" },
  { name: "oauth/access-token", fits: (value) => tokenSchema.safeParse(parseJson(value)).success, from: "keeper" },
  { name: "signing-key", fits: (value) => Buffer.from(value, "base64").length >= 32, from: "key function" },
];
const publicKey: Expected = { name: "cliq-public-key", fits: (value) => value.trim() !== "", from: "operator" };

/** Whether the stage's parameters are there, SecureStrings, decryptable and of the right form. No value is kept. */
export async function checkParameters(stage: Stage, aws: StageAws, isDeployed: boolean): Promise<Diagnosis<undefined>> {
  const prefix = parameterPrefixOf(stage);
  const expected = stage.verifySignature ? [...always, publicKey] : always;
  const Names = expected.map(({ name }) => `${prefix}/${name}`);
  const { Parameters = [] } = await aws.ssm.send(new GetParametersCommand({ Names, WithDecryption: true }));
  const isWrong = (one: Expected): boolean =>
    !fits(
      one,
      Parameters.find(({ Name }) => Name === `${prefix}/${one.name}`),
    );
  const wrong = expected.filter(isWrong);
  const names = wrong.map(({ name }) => `${prefix}/${name}`).join(", ");
  const worst = wrong.find(
    ({ from }) => from === "authorize" || from === "operator" || (isDeployed && from === "key function"),
  );
  if (worst !== undefined)
    return broken(`missing, or not a SecureString of the right form: ${names}`, remedyFor(worst, stage.name, prefix));
  if (wrong.length > 0 && isDeployed)
    return doubtful(`not there, or of another form: ${names}`, "The token keeper makes it when it is next asked.");
  if (wrong.length > 0)
    return doubtful(`not there before the first deployment: ${names}`, `pnpm cdk deploy -c stage=${stage.name}`);
  return fine(`${expected.length} SecureStrings below ${prefix} can be decrypted`);
}

function fits({ fits: isRight }: Expected, parameter: Parameter | undefined): boolean {
  return parameter?.Type === "SecureString" && isRight(parameter.Value ?? "");
}

function remedyFor({ from, name }: Expected, stage: string, prefix: string): string {
  if (from === "authorize") return `pnpm cliq authorize --stage ${stage} (with --rotate where some of it is there).`;
  if (from === "operator")
    return `aws ssm put-parameter --type SecureString --name ${prefix}/${name} --value <Cliq's public key>`;
  return `Restore it. Without a copy: pnpm cliq rotate --stage ${stage} makes a new one, and until that deployment is over functions and Cliq hold URLs of the old key.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
