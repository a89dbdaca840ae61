import { z } from "zod";

import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import { operation, text, whole, type Operation } from "../operation.ts";
import type { ServiceCall } from "../service-call.ts";
import { type MoveTask, sourcesOf, startMove } from "./move-tasks.ts";
import { findQueueByArn, type Queue } from "./queue.ts";

const keptTasks = 10;

/** The operations that move messages out of dead-letter queues. */
export function moveOperations({ queues }: Account): Record<string, Operation<object>> {
  const tasks: MoveTask[] = [];

  // What a task does it does by these, and whoever starts or ends it has to be allowed to.
  function authorizeAll(call: ServiceCall, arn: string, actions: string[]): void {
    const queue = findQueueByArn(queues, arn);
    for (const action of actions) call.authorize(`sqs:${action}`, arn, queue && { resourcePolicy: queue.policy });
  }

  function find(arn: string): Queue {
    const queue = findQueueByArn(queues, arn);
    if (queue) return queue;
    throw new ServiceError(
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      404,
    );
  }

  return {
    StartMessageMoveTask: operation(
      z.strictObject({
        SourceArn: text(1),
        DestinationArn: text(1).optional(),
        MaxNumberOfMessagesPerSecond: whole(1, 500).optional(),
      }),
      ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }, call) => {
        authorizeAll(call, SourceArn, [
          "StartMessageMoveTask",
          "ReceiveMessage",
          "DeleteMessage",
          "GetQueueAttributes",
        ]);
        const source = find(SourceArn);
        const sources = sourcesOf(queues, source);
        if (sources.length === 0)
          throw new ServiceError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
        const destinations = DestinationArn === undefined ? sources : [find(DestinationArn)];
        for (const { arn } of destinations) authorizeAll(call, arn, ["SendMessage"]);
        if (DestinationArn === SourceArn)
          throw new ServiceError(
            "InvalidParameterValue",
            "Source queue arn and destination queue arn cannot be the same.",
          );
        if (tasks.some((one) => one.sourceArn === SourceArn && one.status === "RUNNING"))
          throw new ServiceError(
            "UnsupportedOperation",
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
          );
        const task = startMove(queues, source, {
          destination: DestinationArn === undefined ? undefined : destinations[0],
          perSecond,
        });
        tasks.unshift(task);
        return { TaskHandle: task.handle };
      },
    ),
    ListMessageMoveTasks: operation(
      z.strictObject({ SourceArn: text(1), MaxResults: whole(1, keptTasks).default(1) }),
      ({ SourceArn, MaxResults }, call) => {
        authorizeAll(call, SourceArn, [
          "ListMessageMoveTasks",
          "ReceiveMessage",
          "DeleteMessage",
          "GetQueueAttributes",
        ]);
        find(SourceArn);
        const known = tasks.filter(({ sourceArn }) => sourceArn === SourceArn);
        return { Results: known.slice(0, MaxResults).map(describe) };
      },
    ),
    CancelMessageMoveTask: operation(z.strictObject({ TaskHandle: text(1) }), ({ TaskHandle }, call) => {
      const task = tasks.find(({ handle }) => handle === TaskHandle);
      authorizeAll(call, task?.sourceArn ?? "*", [
        "CancelMessageMoveTask",
        "ReceiveMessage",
        "DeleteMessage",
        "GetQueueAttributes",
      ]);
      if (!task) throw new ServiceError("ResourceNotFoundException", "Task does not exist.", 404);
      if (task.status !== "RUNNING")
        throw new ServiceError(
          "UnsupportedOperation",
          `Task ${task.status.toLowerCase()} cannot be cancelled: only a running one can be.`,
        );
      task.status = "CANCELLING";
      return { ApproximateNumberOfMessagesMoved: task.moved };
    }),
  };
}

function describe(task: MoveTask): object {
  return {
    ...(task.status === "RUNNING" && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAtMs,
  };
}
