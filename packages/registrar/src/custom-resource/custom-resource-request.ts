import * as z from "zod";

const requestSchema = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string().min(1),
  RequestId: z.string().min(1),
  LogicalResourceId: z.string().min(1),
  PhysicalResourceId: z.string().min(1).optional(),
  ResourceProperties: z.record(z.string(), z.unknown()).catch({}),
});

/**
 * What CloudFormation sends a Lambda-backed custom resource; every property has become a string.
 * `OldResourceProperties` is left out on purpose: nothing may depend on what a former version of the stack said.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
export interface CustomResourceRequest {
  readonly type: "Create" | "Update" | "Delete";
  /** Pre-signed: whoever has it can answer. Never logged. */
  readonly responseUrl: string;
  readonly stackId: string;
  /** The same again when a deployment is retried: it does not tell deliveries apart. */
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The event that parses to this request. */
export function toCustomResourceEvent(request: CustomResourceRequest): object {
  return {
    RequestType: request.type,
    ResponseURL: request.responseUrl,
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalResourceId,
    ...(request.physicalResourceId === undefined ? {} : { PhysicalResourceId: request.physicalResourceId }),
    ResourceProperties: request.properties,
  };
}

/** Reads the event; throws when it is not one that can be answered. */
export function parseCustomResourceRequest(event: unknown): CustomResourceRequest {
  const parsed = requestSchema.safeParse(event);
  if (!parsed.success) {
    throw new TypeError(
      `Not a CloudFormation event: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")} missing or wrong`,
    );
  }
  const { data } = parsed;
  return {
    type: data.RequestType,
    responseUrl: data.ResponseURL,
    stackId: data.StackId,
    requestId: data.RequestId,
    logicalResourceId: data.LogicalResourceId,
    physicalResourceId: data.PhysicalResourceId,
    properties: data.ResourceProperties,
  };
}
