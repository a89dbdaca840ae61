import type { Account } from "../../account.ts";
import type { DeployOrder, Stack } from "../../stack/stack.ts";
import { writtenParameters } from "../../template/read-parameters.ts";
import { invalid } from "../form.ts";
import { authorizeS3 } from "../s3/authorize-s3.ts";
import { currentObject } from "../s3/buckets.ts";
import type { ServiceCall } from "../service-call.ts";
import type { CreateChangeSetInput } from "./inputs.ts";
import { parseTemplate } from "./parse-template.ts";

const maxInlineBytes = 51_200;
const maxStoredBytes = 1_048_576;

/** What CreateChangeSet asks for, its template fetched with the caller's permissions. `environment` is for a new stack. */
export function readOrder(
  account: Account,
  { input, call, stack }: { input: CreateChangeSetInput; call: ServiceCall; stack: Stack | undefined },
  environment: Record<string, string>,
): DeployOrder {
  const before = stack?.order;
  const body = readBody(account, input, call, before?.body);
  const parameters = readGiven(
    input.Parameters,
    writtenParameters(before?.source.template.Parameters, before?.parameters),
  );
  const roleArn = input.RoleARN ?? before?.roleArn;
  if (roleArn !== undefined) checkRole(account, call, roleArn);
  return {
    source: {
      stackName: input.StackName.split("/").at(-2) ?? input.StackName,
      template: parseTemplate(body),
      assets: new Map(),
    },
    body,
    parameters,
    tags: input.Tags,
    environment: before?.environment ?? environment,
    port: before?.port ?? 0,
    roleArn,
  };
}

/** The values of parameters, each said once: written out, or as they are. */
function readGiven(given: CreateChangeSetInput["Parameters"], before: Record<string, string>): Record<string, string> {
  const names = given.map(({ ParameterKey }) => ParameterKey);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`Parameters has the key ${twice} twice.`);
  return Object.fromEntries(
    given.map(({ ParameterKey: name, ParameterValue: value, UsePreviousValue: isKept = false }) => {
      if (isKept && value !== undefined)
        throw invalid(
          `Invalid input for parameter key ${name}. Either a value or usePreviousValue is given, not both.`,
        );
      if (isKept && !Object.hasOwn(before, name))
        throw invalid(
          `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      if (!isKept && value === undefined) throw invalid(`Parameters: [${name}] must have values`);
      return [name, value ?? before[name]!];
    }),
  );
}

function readBody(
  account: Account,
  { TemplateBody: inline, TemplateURL: url, UsePreviousTemplate: isKept }: CreateChangeSetInput,
  call: ServiceCall,
  before: string | undefined,
): string {
  if ([inline !== undefined, url !== undefined, isKept].filter(Boolean).length !== 1)
    throw invalid("Exactly one of TemplateBody, TemplateURL and UsePreviousTemplate must be specified");
  if (isKept) {
    if (before !== undefined) return before;
    throw invalid("UsePreviousTemplate is for a stack that has a template.");
  }
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

/** Refuses a role that CloudFormation cannot work in: what runs in it is not judged call by call here, so only one that may do everything is taken. */
export function checkRole(account: Account, call: ServiceCall, roleArn: string): void {
  call.authorize("iam:PassRole", roleArn);
  const name = account.iam.findRole(roleArn) ?? "";
  if (!account.iam.isTakenBy("cloudformation.amazonaws.com", roleArn))
    throw invalid(`Role ${roleArn} is invalid or cannot be assumed`);
  const statements = [...(account.iam.roles.get(name)?.values() ?? [])].flat();
  if (statements.some(({ effect, actions }) => effect === "Allow" && actions.patterns.includes("*"))) return;
  throw invalid(
    `The role ${roleArn} may not do everything, and local AWS does not judge what CloudFormation does in a role: bootstrap with AdministratorAccess.`,
  );
}
