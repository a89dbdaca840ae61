import { isDeepStrictEqual } from "node:util";

import { writtenParameters } from "../template/read-parameters.ts";
import { findReferences } from "../template/find-references.ts";
import type { FindResourceType } from "./resource-type.ts";
import type { ResolvedStack } from "./resolve-stack.ts";
import type { Stack, DeployOrder } from "./stack.ts";

/** What an order would do to one resource. */
export interface ResourceChange {
  action: "Add" | "Modify" | "Remove";
  logicalId: string;
  type: string;
  physicalId: string | undefined;
  /** Of a modification; only a type that cannot be changed in place is sure to be replaced. */
  replacement?: "True" | "Conditional";
}

const writtenOf = ({ source: { template }, parameters }: DeployOrder): Record<string, string> =>
  writtenParameters(template.Parameters, parameters);

/** The changes from what is deployed to what is ordered, resource by resource; undefined when nothing at all would change. */
export function compareOrders(
  stack: Stack,
  order: DeployOrder,
  resolved: Pick<ResolvedStack, "order" | "parameters">,
  findResourceType: FindResourceType,
): ResourceChange[] | undefined {
  const [before, after] = [stack.order.source.template, order.source.template];
  const isNew = stack.resources.size === 0;
  const changed = new Set(
    Object.keys(after.Parameters ?? {}).filter((name) => writtenOf(stack.order)[name] !== writtenOf(order)[name]),
  );
  const differs = (logicalId: string): boolean => {
    const [one, other] = [before.Resources[logicalId], after.Resources[logicalId]];
    return !isDeepStrictEqual(one, other) || [...findReferences(other)].some((name) => changed.has(name));
  };
  const wanted = new Set(resolved.order.map(({ logicalId }) => logicalId));
  const put = [...wanted].flatMap((logicalId): ResourceChange[] => {
    const type = after.Resources[logicalId]!.Type;
    const existing = stack.resources.get(logicalId);
    if (!existing) return [{ action: "Add", logicalId, type, physicalId: undefined }];
    if (!differs(logicalId)) return [];
    const replacement = findResourceType(type)?.update ? "Conditional" : "True";
    return [{ action: "Modify", logicalId, type, physicalId: existing.physicalId, replacement }];
  });
  const removed = [...stack.resources.values()]
    .filter(({ logicalId }) => !wanted.has(logicalId))
    .map(({ logicalId, type, physicalId }): ResourceChange => ({ action: "Remove", logicalId, type, physicalId }));
  const changes = [...put, ...removed];
  if (isNew || changes.length > 0 || changed.size > 0) return changes;
  return isDeepStrictEqual(before, after) && isDeepStrictEqual(stack.order.tags, order.tags) ? undefined : [];
}
