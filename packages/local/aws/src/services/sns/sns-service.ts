import { z } from "zod";

import type { Account } from "../../account.ts";
import type { ExistingResource } from "../../stack/resource-type.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { like, operation, text } from "../operation.ts";
import { page } from "../page.ts";
import { queryService } from "../query-service.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import type { XmlNode } from "../to-xml.ts";

const listInput = z.strictObject({ TopicArn: like(/arn:aws:sns:.+/, 1, 2048), NextToken: text(1).optional() });
const badToken = (): ServiceError => new ServiceError("InvalidParameter", "Invalid parameter: NextToken");
const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

/** SNS's ListSubscriptionsByTopic. Nobody is written to here, so an e-mail address never confirms. */
export function snsService(account: Account, stacks: Stacks): Service {
  const ofType = (wanted: string): ExistingResource[] =>
    stacks.list().flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === wanted));
  return queryService(
    { name: "SNS", namespace, valueCode: "InvalidParameter" },
    {
      ListSubscriptionsByTopic: operation(listInput, ({ TopicArn: topic, NextToken: token }, call) => {
        call.authorize("sns:ListSubscriptionsByTopic", topic);
        if (!ofType("AWS::SNS::Topic").some(({ physicalId }) => physicalId === topic)) {
          throw new ServiceError("NotFound", "Topic does not exist", 404);
        }
        const subscriptions = ofType("AWS::SNS::Subscription").filter(
          ({ properties }) => properties["TopicArn"] === topic,
        );
        const { items, NextToken } = page(subscriptions, token, 100, badToken);
        return { Subscriptions: { member: items.map((subscription) => describe(subscription, account)) }, NextToken };
      }),
    },
  );
}

function describe({ physicalId, properties }: ExistingResource, { accountId }: Account): XmlNode {
  const { Protocol, Endpoint, TopicArn } = properties as Record<string, string | undefined>;
  const SubscriptionArn = Protocol?.startsWith("email") ? "PendingConfirmation" : physicalId;
  return { SubscriptionArn, Owner: accountId, Protocol, Endpoint, TopicArn };
}
