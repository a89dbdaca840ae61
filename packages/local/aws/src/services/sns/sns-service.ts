import type { Account } from "../../account.ts";
import type { ExistingResource } from "../../stack/resource-type.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { queryService } from "../query-service.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import type { XmlNode } from "../to-xml.ts";

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

/** SNS's ListSubscriptionsByTopic, in one page. Nobody is written to here, so an e-mail address never confirms. */
export function snsService(account: Account, stacks: Stacks): Service {
  const ofType = (wanted: string): ExistingResource[] =>
    stacks.list().flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === wanted));
  return queryService("SNS", namespace, {
    ListSubscriptionsByTopic(input, call) {
      const topic = input.get("TopicArn") ?? "";
      call.authorize("sns:ListSubscriptionsByTopic", topic);
      if (!ofType("AWS::SNS::Topic").some(({ physicalId }) => physicalId === topic)) {
        throw new ServiceError("NotFound", "Topic does not exist", 404);
      }
      const subscriptions = ofType("AWS::SNS::Subscription").filter(
        ({ properties }) => properties["TopicArn"] === topic,
      );
      return { Subscriptions: { member: subscriptions.map((subscription) => describe(subscription, account)) } };
    },
  });
}

function describe({ physicalId, properties }: ExistingResource, { accountId }: Account): XmlNode {
  const { Protocol, Endpoint, TopicArn } = properties as Record<string, string | undefined>;
  const SubscriptionArn = Protocol?.startsWith("email") ? "PendingConfirmation" : physicalId;
  return { SubscriptionArn, Owner: accountId, Protocol, Endpoint, TopicArn };
}
