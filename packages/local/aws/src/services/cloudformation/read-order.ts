import { parse } from "yaml";
import { z } from "zod";

import type { Account } from "../../account.ts";
import type { DeployOrder, Stack } from "../../stack/stack.ts";
import type { Template } from "../../template/template.ts";
import { invalid } from "../form.ts";
import { authorizeS3 } from "../s3/authorize-s3.ts";
import { currentObject } from "../s3/buckets.ts";
import type { ServiceCall } from "../service-call.ts";
import type { CreateChangeSetInput } from "./inputs.ts";

const maxInlineBytes = 51_200;
const maxStoredBytes = 1_048_576;

/** What CreateChangeSet asks for, its template fetched with the caller's permissions. `environment` is for a new stack. */
export function readOrder(
  account: Account,
  { input, call, stack }: { input: CreateChangeSetInput; call: ServiceCall; stack: Stack | undefined },
  environment: Record<string, string>,
): DeployOrder {
  const before = stack?.order;
  const body = input.UsePreviousTemplate && before ? before.body : readBody(account, input, call);
  const parameters = input.Parameters.map(({ ParameterKey, ParameterValue = "", UsePreviousValue }) => {
    return [ParameterKey, UsePreviousValue ? (before?.parameters[ParameterKey] ?? "") : ParameterValue];
  });
  const roleArn = input.RoleARN ?? before?.roleArn;
  if (roleArn !== undefined) checkRole(account, call, roleArn);
  return {
    source: {
      stackName: input.StackName.split("/").at(-2) ?? input.StackName,
      template: parseTemplate(body),
      assets: new Map(),
    },
    body,
    parameters: Object.fromEntries(parameters) as Record<string, string>,
    tags: input.Tags,
    environment: before?.environment ?? environment,
    port: before?.port ?? 0,
    roleArn,
  };
}

function readBody(account: Account, input: CreateChangeSetInput, call: ServiceCall): string {
  const { TemplateBody: inline, TemplateURL: url } = input;
  if ((inline === undefined) === (url === undefined))
    throw invalid("Exactly one of TemplateBody and TemplateURL must be specified");
  if (inline !== undefined) {
    if (Buffer.byteLength(inline) <= maxInlineBytes) return inline;
    throw invalid(`Member must have length less than or equal to ${maxInlineBytes} at 'templateBody'`);
  }
  const [bucketName, key] = placeOf(url!, account.endpoint);
  const bucket = account.buckets.get(bucketName);
  if (!bucket) throw invalid(`S3 error: The specified bucket does not exist (${bucketName})`);
  authorizeS3(call, "s3:GetObject", bucket, key);
  const object = currentObject(bucket, key);
  if (!object) throw invalid(`S3 error: The specified key does not exist (${key})`);
  if (object.body.length > maxStoredBytes) throw invalid(`Template may not exceed ${maxStoredBytes} bytes in size.`);
  return object.body.toString("utf8");
}

// Path style and virtual-hosted style, with and without a region, and path style on our own origin.
function placeOf(url: string, endpoint: string): [bucket: string, key: string] {
  if (URL.canParse(url)) {
    const { origin, hostname, pathname } = new URL(url);
    const path = decodePath(pathname.slice(1));
    const bucket = /^(.+)\.s3[.-][\w.-]*amazonaws\.com$/.exec(hostname)?.[1];
    if (bucket !== undefined) return [bucket, path];
    if (origin === endpoint || /^s3[.-][\w.-]*amazonaws\.com$/.test(hostname)) {
      const slash = path.indexOf("/");
      return [path.slice(0, slash), path.slice(slash + 1)];
    }
  }
  throw invalid("TemplateURL must be a supported URL.");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalid("TemplateURL must be a supported URL.");
  }
}

const objects = z.record(z.string(), z.looseObject({})).optional();
const templateSchema = z.looseObject({
  Description: z.string().max(1024).optional(),
  Metadata: z.looseObject({}).optional(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string() })).optional(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).optional(),
  Conditions: objects,
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).optional(),
  Resources: z
    .record(
      z.string(),
      z.looseObject({
        Type: z.string(),
        Properties: z.looseObject({}).optional(),
        DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
        Condition: z.string().optional(),
        Metadata: z.looseObject({}).optional(),
      }),
    )
    .refine((resources) => Object.keys(resources).length > 0, {
      error: "At least one Resources member must be defined.",
    }),
});

function parseTemplate(body: string): Template {
  let template: unknown;
  try {
    template = body.trimStart().startsWith("{") ? JSON.parse(body) : parse(body, { logLevel: "error" });
  } catch (error) {
    throw invalid(`Template format error: ${error instanceof Error ? error.message.split("\n")[0] : "unreadable"}`);
  }
  const wrong = templateSchema.safeParse(template).error?.issues[0];
  if (wrong) throw invalid(`Template format error: ${wrong.path.join(".") || "the template"}: ${wrong.message}`);
  return template as Template;
}

// What runs in the role is not judged call by call here, so only one that may do everything is taken.
function checkRole(account: Account, call: ServiceCall, roleArn: string): void {
  call.authorize("iam:PassRole", roleArn);
  const name = roleArn.split("/").at(-1)!;
  const trusted = account.iam.trusts
    .get(name)
    ?.some(({ principals }) => principals?.includes("cloudformation.amazonaws.com"));
  if (!trusted) throw invalid(`Role ${roleArn} is invalid or cannot be assumed`);
  const statements = [...(account.iam.roles.get(name)?.values() ?? [])].flat();
  if (statements.some(({ effect, actions }) => effect === "Allow" && actions.patterns.includes("*"))) return;
  throw invalid(
    `The role ${roleArn} may not do everything, and local AWS does not judge what CloudFormation does in a role: bootstrap with AdministratorAccess.`,
  );
}
