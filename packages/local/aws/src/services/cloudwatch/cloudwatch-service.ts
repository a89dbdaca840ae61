import { z } from "zod";

import type { ExistingResource } from "../../stack/resource-type.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { jsonService } from "../json-service.ts";
import { operation, text, whole } from "../operation.ts";
import { page } from "../page.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";

const protocol = {
  version: "1.0",
  name: "CloudWatch",
  targetPrefix: "GraniteServiceVersion20100801",
  valueCode: "InvalidParameterValue",
} as const;
const describeAlarmsInput = z.strictObject({
  AlarmNames: z.array(text(1, 255)).max(100).optional(),
  AlarmNamePrefix: text(1, 255).optional(),
  MaxRecords: whole(1, 100).default(50),
  NextToken: text(1).optional(),
});

const noData = "INSUFFICIENT_DATA";
const badToken = (): ServiceError => new ServiceError("InvalidNextToken", "The next token specified is invalid.");

/** CloudWatch's DescribeAlarms: the alarms of the stacks. They have seen no data, because none is collected. */
export function cloudwatchService(stacks: Stacks): Service {
  return jsonService(protocol, {
    DescribeAlarms: operation(describeAlarmsInput, (input, call) => {
      call.authorize("cloudwatch:DescribeAlarms", "*");
      if (input.AlarmNames && input.AlarmNamePrefix !== undefined)
        throw new ServiceError("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix cannot both be given.");
      const alarms = stacks
        .list()
        .flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === "AWS::CloudWatch::Alarm"))
        .filter(({ physicalId }) => input.AlarmNames?.includes(physicalId) ?? true)
        .filter(({ physicalId }) => physicalId.startsWith(input.AlarmNamePrefix ?? ""));
      const { items, NextToken } = page(alarms, input.NextToken, input.MaxRecords, badToken);
      return { MetricAlarms: items.map(toAlarm), CompositeAlarms: [], NextToken };
    }),
  });
}

// The properties of an alarm are the members of its description; tags are read elsewhere.
function toAlarm({ physicalId, attributes, properties }: ExistingResource): object {
  return {
    ActionsEnabled: true,
    AlarmActions: [],
    OKActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "Tags")),
    AlarmName: physicalId,
    AlarmArn: attributes["Arn"],
    StateValue: noData,
    StateReason: "Unchecked: Initial alarm creation",
  };
}
