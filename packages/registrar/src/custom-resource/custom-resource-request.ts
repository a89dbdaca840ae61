import * as z from "zod";
import { Misconfigured } from "../environment.ts";

/** What it takes to answer; the rest may be anything, and is then said in the answer. */
const requestSchema = z.object({
  ResponseURL: z.url({ protocol: /^https?$/ }),
  StackId: z.string().min(1),
  RequestId: z.string().min(1),
  LogicalResourceId: z.string().min(1),
  RequestType: z.unknown().optional(),
  ResourceType: z.string().catch(""),
  // CloudFormation holds 1 KB at most; what it cannot hold it has not got from here.
  PhysicalResourceId: z
    .string()
    .min(1)
    .refine((id) => Buffer.byteLength(JSON.stringify(id)) <= 1_026)
    .optional()
    .catch(undefined),
  ResourceProperties: z.record(z.string(), z.unknown()).catch({}),
});
const requestTypes = ["Create", "Update", "Delete"] as const;

/**
 * What CloudFormation sends a Lambda-backed custom resource; every property has become a string.
 * `OldResourceProperties` is left out on purpose: nothing may depend on what a former version of the stack said.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
export interface CustomResourceRequest {
  readonly type: (typeof requestTypes)[number];
  /** Pre-signed: whoever has it can answer. Never logged. */
  readonly responseUrl: string;
  readonly stackId: string;
  /** The same again when a deployment is retried: it does not tell deliveries apart. */
  readonly requestId: string;
  readonly logicalResourceId: string;
  /** As the template says, such as "Custom::CliqMessageActions"; empty when the event does not tell. */
  readonly resourceType?: string;
  readonly physicalResourceId: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Reads the event; throws when there is nobody to answer. A type that CloudFormation is not known to send is told beside
 * the request, which then stands as an Update: nothing is made or deleted for it.
 */
export function parseCustomResourceRequest(event: unknown): {
  readonly request: CustomResourceRequest;
  readonly unknownType?: string;
} {
  const parsed = requestSchema.safeParse(event);
  if (!parsed.success) {
    throw new Misconfigured(
      `Not an event of CloudFormation: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")} missing or wrong. Correct who invokes this function.`,
    );
  }
  const { data } = parsed;
  const type = requestTypes.find((one) => one === data.RequestType);
  const request: CustomResourceRequest = {
    type: type ?? "Update",
    responseUrl: data.ResponseURL,
    stackId: data.StackId,
    requestId: data.RequestId,
    logicalResourceId: data.LogicalResourceId,
    resourceType: data.ResourceType,
    physicalResourceId: data.PhysicalResourceId,
    properties: data.ResourceProperties,
  };
  if (type !== undefined) return { request };
  return {
    request,
    unknownType: typeof data.RequestType === "string" ? data.RequestType.slice(0, 100) : typeof data.RequestType,
  };
}

/** A value by its schema. Throws {@link Misconfigured}, which names the first bad field after `what`, and no value. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Misconfigured(`${what} ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}.`);
}
