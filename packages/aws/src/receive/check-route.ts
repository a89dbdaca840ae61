import { Unauthenticated } from "../refusals.ts";
import type { WebhookEvent } from "./to-http-request.ts";

/**
 * Throws {@link Unauthenticated} unless the event is of payload format 2.0 and came by the function's own route: whatever
 * else may invoke the function is answered like a wrong credential, before anything of it is looked at.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function checkRoute(event: WebhookEvent, slug: string): void {
  if (event?.version !== "2.0" || event.routeKey !== `POST /actions/${slug}/{credential}`) {
    throw new Unauthenticated("route");
  }
}
