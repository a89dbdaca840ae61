import { z } from "zod";

import type { Account } from "../../account.ts";
import { parsePolicy } from "../../iam/parse-policy.ts";
import { ServiceError } from "../../service-error.ts";
import { like, operation, text, whole, type Operation } from "../operation.ts";
import { page } from "../page.ts";
import { checkSettings } from "./check-settings.ts";
import { describeQueue, queueAttributes } from "./describe-queue.ts";
import { findQueue, onQueue } from "./find-queue.ts";
import { sourcesOf } from "./move-tasks.ts";
import { setSettings } from "./queue.ts";

const purgeMs = 60_000;
const queueUrl = { QueueUrl: text(1) };
const pages = { NextToken: text(1).optional(), MaxResults: whole(1, 1000).default(1000) };
const badToken = (): ServiceError =>
  new ServiceError("InvalidParameterValue", "Invalid or expired next token: start again without one.");

/** The operations that find, describe and set up queues. */
export function queueOperations(account: Account): Record<string, Operation<object>> {
  const { queues } = account;
  const on = onQueue(account);
  return {
    GetQueueAttributes: on(
      "GetQueueAttributes",
      z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) }),
      (queue, { AttributeNames: names }) => {
        const unknown = names.find((name) => name !== "All" && !queueAttributes.has(name));
        if (unknown !== undefined)
          throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${unknown.slice(0, 80)}.`);
        const all = Object.entries(describeQueue(queue));
        const wanted = all.filter(([name]) => names.includes("All") || names.includes(name));
        return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
      },
    ),
    SetQueueAttributes: on(
      "SetQueueAttributes",
      z.strictObject({ ...queueUrl, Attributes: z.record(z.string(), z.string()) }),
      (queue, { Attributes }) => {
        checkSettings(queues, queue.arn, Attributes);
        const { Policy } = Attributes;
        if (Policy !== undefined)
          queue.policy = Policy === "" ? [] : parsePolicy(JSON.parse(Policy), `The policy of the queue ${queue.name}`);
        // What is set to nothing is taken away.
        const given = Object.entries({ ...queue.settings, ...Attributes }).filter(([, value]) => value !== "");
        setSettings(queue, Object.fromEntries(given));
        return {};
      },
    ),
    GetQueueUrl: operation(
      z.strictObject({ QueueName: text(1), QueueOwnerAWSAccountId: like(/\d{12}/).optional() }),
      ({ QueueName, QueueOwnerAWSAccountId: owner = account.accountId }, call) => ({
        QueueUrl: findQueue(account, call, "GetQueueUrl", `${account.endpoint}/${owner}/${QueueName}`).url,
      }),
    ),
    ListQueues: operation(z.strictObject({ QueueNamePrefix: z.string().default(""), ...pages }), (input, call) => {
      call.authorize("sqs:ListQueues", "*");
      const found = [...queues.values()].filter(({ name }) => name.startsWith(input.QueueNamePrefix));
      const { items, NextToken } = page(found, input.NextToken, input.MaxResults, badToken);
      return items.length === 0 ? {} : { QueueUrls: items.map(({ url }) => url), NextToken };
    }),
    ListDeadLetterSourceQueues: on(
      "ListDeadLetterSourceQueues",
      z.strictObject({ ...queueUrl, ...pages }),
      (queue, input) => {
        const { items, NextToken } = page(sourcesOf(queues, queue), input.NextToken, input.MaxResults, badToken);
        return { queueUrls: items.map(({ url }) => url), NextToken };
      },
    ),
    PurgeQueue: on("PurgeQueue", z.strictObject(queueUrl), (queue) => {
      const nowMs = Date.now();
      if (nowMs < (queue.purgedAtMs ?? -Infinity) + purgeMs)
        throw new ServiceError(
          "PurgeQueueInProgress",
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
          403,
        );
      queue.purgedAtMs = nowMs;
      queue.messages.clear();
      queue.changes++;
      return {};
    }),
  };
}
