import { randomUUID } from "node:crypto";

import { resourceOf } from "../arn.ts";
import type { ResourceType } from "../stack/resource-type.ts";

/** `AWS::SNS::Subscription`: to a topic of this account; nothing is published here and nobody is written to. */
export const snsSubscription: ResourceType = {
  properties: ["TopicArn", "Protocol", "Endpoint"],
  ignored: ["FilterPolicy", "RawMessageDelivery"],
  attributes: ["Arn"],
  create({ properties }, { account }) {
    const topicArn = String(properties["TopicArn"]);
    const name = resourceOf(topicArn, "sns", account) ?? "";
    if (!account.names.has(`AWS::SNS::Topic ${name}`)) throw new Error(`The topic ${topicArn} does not exist.`);
    const arn = `${topicArn}:${randomUUID()}`;
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  delete() {},
};
