import { randomUUID } from "node:crypto";

import type { ResourceType } from "../stack/resource-type.ts";

/** `AWS::SNS::Subscription`: to a topic of this account; nothing is published here and nobody is written to. */
export const snsSubscription: ResourceType = {
  properties: ["TopicArn", "Protocol", "Endpoint"],
  ignored: ["FilterPolicy", "RawMessageDelivery"],
  attributes: ["Arn"],
  create({ properties }) {
    const arn = `${String(properties["TopicArn"])}:${randomUUID()}`;
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  delete() {},
};
