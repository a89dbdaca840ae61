import type { ExistingResource } from "../../stack/resource-type.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { jsonService } from "../json-service.ts";
import type { Service } from "../service-call.ts";

/** CloudWatch's DescribeAlarms, in one page: the alarms of the stacks. They have seen no data, because none is collected. */
export function cloudwatchService(stacks: Stacks): Service {
  return jsonService("1.0", "CloudWatch", {
    DescribeAlarms({ AlarmNames: names }, call) {
      call.authorize("cloudwatch:DescribeAlarms", "*");
      const alarms = stacks
        .list()
        .flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === "AWS::CloudWatch::Alarm"));
      const wanted = names === undefined ? undefined : new Set(names as string[]);
      return {
        MetricAlarms: alarms.filter(({ physicalId }) => wanted?.has(physicalId) ?? true).map(toAlarm),
        CompositeAlarms: [],
      };
    },
  });
}

function toAlarm({ physicalId, attributes, properties }: ExistingResource): object {
  return {
    AlarmName: physicalId,
    AlarmArn: attributes["Arn"],
    AlarmDescription: properties["AlarmDescription"],
    ActionsEnabled: properties["ActionsEnabled"] ?? true,
    AlarmActions: properties["AlarmActions"] ?? [],
    OKActions: properties["OKActions"] ?? [],
    StateValue: "INSUFFICIENT_DATA",
  };
}
