import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SSMClient } from "@aws-sdk/client-ssm";
import { systemClock } from "@cliq-actions/cliq/clock";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import * as z from "zod";
import { dynamoRows } from "../conditional-rows.ts";
import { Misconfigured, metricNamespace, requireEnvironment } from "../environment.ts";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { clientSettings } from "../retry-policy.ts";
import { aboutDesk, deskParameters, deskRowKey, handOutDeskToken } from "./desk-grant.ts";
import { type Remaining, serveCustomResource } from "../custom-resource/serve-custom-resource.ts";
import { serveDeskToken } from "./serve-desk-token.ts";
import { tokenRowIn } from "./token-row.ts";
import { keepAccessToken } from "./keep-access-token.ts";
import { type Counted, toMetricLine } from "../log-lines.ts";
import { toFunctionError, toOutcome } from "../to-outcome.ts";

const requestSchema = z.strictObject({
  refused: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  scheduled: z.boolean().optional(),
  grant: z.literal("desk").optional(),
});
const aws = { dynamo: new DynamoDBClient(clientSettings()), ssm: new SSMClient(clientSettings()) };
const send = httpsSender();

const deployment = serveCustomResource(serveDeskToken(async () => keep({ grant: "desk" })));

/**
 * Takes `{refused?, scheduled?, grant?}` (SHA-256 hex of a token Cliq refused; whether the schedule invoked it; "desk" for
 * Zoho Desk's token, which it hands out), answers `{expiresAt}`, and of Zoho Desk's the scopes that Zoho tells; a failure,
 * such as any other event, is an error named by its code. CloudFormation's events are {@link serveDeskToken}'s.
 */
export async function handler(event: unknown, context: Remaining): Promise<Kept | undefined> {
  const isOfCloudFormation = typeof event === "object" && event !== null && "ResponseURL" in event;
  if (!isOfCloudFormation) return keep(event);
  await deployment(event, context);
  return undefined;
}

interface Kept {
  readonly expiresAt: number;
  readonly scopes?: readonly string[];
}

async function keep(event: unknown): Promise<Kept> {
  const { success, data: request = {} } = requestSchema.safeParse(event);
  const cause = request.scheduled === true ? "schedule" : request.refused === undefined ? "demand" : "refused token";
  const isDesk = request.grant === "desk";
  const startedAt = Date.now();
  const report = (outcome: string, counts: Counted["counts"], reason?: string): void => {
    const place = { namespace: metricNamespace(), stage: process.env.STAGE ?? "", outcome };
    const rest = { cause, durationMs: Date.now() - startedAt, reason };
    process.stdout.write(toMetricLine(place, { by: ["Stage", "Outcome"], counts }, rest));
  };
  try {
    if (!success)
      throw new Misconfigured(
        'The token keeper takes {}, {"refused": "<SHA-256>"} or {"scheduled": true}, and nothing else: correct who invokes it.',
      );
    const { accounts } = toZohoOrigins({
      dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
      ...(process.env.ZOHO_ACCOUNTS_ORIGIN ? { accountsOrigin: process.env.ZOHO_ACCOUNTS_ORIGIN } : {}),
    });
    const parameters = ssmParameterStore(aws.ssm, requireEnvironment("PARAMETER_PREFIX"));
    const rows = dynamoRows({ client: aws.dynamo, tableName: requireEnvironment("TABLE_NAME") }, "state");
    const kept = await keepAccessToken(
      {
        parameters: isDesk ? deskParameters(parameters) : parameters,
        row: isDesk ? tokenRowIn(rows, deskRowKey) : tokenRowIn(rows),
        send,
        accountsOrigin: accounts,
        clock: systemClock,
        random: Math.random,
      },
      request,
    );
    if (isDesk) await handOutDeskToken(parameters, requireEnvironment("DESK_TOKEN_PARAMETERS").split(","));
    report(kept.renewed ? "renewed" : "kept", {});
    return { expiresAt: kept.expiresAt, ...(isDesk && kept.scopes !== undefined ? { scopes: kept.scopes } : {}) };
  } catch (error) {
    const readable = toFunctionError(isDesk ? aboutDesk(error) : error);
    report(toOutcome(error), { KeeperFailures: 1 }, readable.message);
    throw readable;
  }
}
