import type { ConnectionDeclaration, Connections } from "@cliq-actions/core";
import type { Chosen } from "./choices-of.ts";

/** Of an action's connections those that a stage uses: all but what is there for another choice, such as another desk. */
export function usedConnections(connections: Connections = {}, stage: Chosen): Connections {
  return Object.fromEntries(Object.entries(connections).filter(([, declared]) => isUsed(declared, stage)));
}

/** Where a connection leads because of what the stage has chosen; undefined where it leads to what is declared. */
export function chosenOrigin({ when = {} }: ConnectionDeclaration, stage: Chosen): string | undefined {
  return Object.keys(when)
    .map((key) => find(stage, key)?.origin)
    .find((origin) => origin !== undefined);
}

function isUsed({ when = {} }: ConnectionDeclaration, stage: Chosen): boolean {
  return Object.entries(when).every(([key, kind]) => find(stage, key)?.kind === kind);
}

function find(stage: Chosen, key: string): Chosen[keyof Chosen] | undefined {
  return Object.hasOwn(stage, key) ? stage[key as keyof Chosen] : undefined;
}
