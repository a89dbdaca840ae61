import { z } from "zod";

import { members } from "../form.ts";
import { like, served, text, truthText } from "../operation.ts";

/** The statuses of stacks that ListStacks takes: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const stackStatuses = [
  ..."CREATE ROLLBACK DELETE UPDATE UPDATE_ROLLBACK IMPORT IMPORT_ROLLBACK"
    .split(" ")
    .flatMap((operation) => ["IN_PROGRESS", "FAILED", "COMPLETE"].map((state) => `${operation}_${state}`)),
  "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
  "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
  "REVIEW_IN_PROGRESS",
];

/** A stack's name, or its id. */
export const stackName = like(/[a-zA-Z][-a-zA-Z0-9]{0,127}|arn:aws:[-a-zA-Z0-9:/._+]*/);
/** By which a request that is sent twice is told; nothing is sent twice here. */
export const requestToken = like(/[a-zA-Z0-9][-a-zA-Z0-9]*/, 1, 128).optional();
/** How a deployment goes: in the standard way only. */
export const standardMode = z.strictObject({ Mode: served(["STANDARD"], ["EXPRESS"]).optional() }).optional();
const changeSetName = like(/[a-zA-Z][-a-zA-Z0-9]*/, 1, 128);
const changeSetNameOrId = like(/[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*/, 1, 1600);

/** What CreateChangeSet is asked; imports, nested stacks, resource filters and rollback triggers are not served. */
export const createChangeSetInput = z.strictObject({
  StackName: stackName,
  ChangeSetName: changeSetName,
  ChangeSetType: served(["CREATE", "UPDATE"], ["IMPORT"]).default("UPDATE"),
  Description: text(1, 1024).optional(),
  ClientToken: text(1, 128).optional(),
  TemplateBody: text(1).optional(),
  TemplateURL: text(1, 5120).optional(),
  UsePreviousTemplate: truthText.default(false),
  Parameters: members(
    z.strictObject({
      ParameterKey: text(1),
      ParameterValue: text().optional(),
      UsePreviousValue: truthText.optional(),
    }),
  ).default([]),
  Capabilities: members(z.enum(["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"])).default([]),
  RoleARN: text(20, 2048).optional(),
  Tags: members(z.strictObject({ Key: text(1, 128).regex(/^(?!aws:)/i), Value: text(1, 256) }), 50)
    .refine((tags) => new Set(tags.map(({ Key }) => Key)).size === tags.length, {
      error: "A tag's key must be there once",
    })
    .default([]),
  DeploymentConfig: standardMode,
  // Without nested stacks and topics to notify these change nothing; a resource that exists already is not taken over.
  IncludeNestedStacks: truthText.optional(),
  ImportExistingResources: truthText.optional(),
  NotificationARNs: members(text(), 0).optional(),
});

/** What CreateChangeSet was asked. */
export type CreateChangeSetInput = z.output<typeof createChangeSetInput>;

const named = { ChangeSetName: changeSetNameOrId, StackName: stackName.optional() };
/** What DescribeChangeSet is asked. */
export const describeChangeSetInput = z.strictObject({
  ...named,
  NextToken: text(1, 1024).optional(),
  IncludePropertyValues: truthText.optional(),
});
/** What ExecuteChangeSet is asked; a failed operation is rolled back always. */
export const executeChangeSetInput = z.strictObject({
  ...named,
  ClientRequestToken: requestToken,
  DisableRollback: served(["false"], ["true"]).optional(),
});
/** What DeleteChangeSet is asked. */
export const deleteChangeSetInput = z.strictObject(named);
