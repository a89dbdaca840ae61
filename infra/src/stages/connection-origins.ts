import type { Connections } from "@cliq-actions/core";
import * as z from "zod";
import { InvalidStage } from "./invalid-stage.ts";

/** Where a system is. */
export const originSchema = z
  .string()
  .refine(
    (origin) => origin.startsWith("https://") && URL.canParse(origin) && new URL(origin).origin === origin,
    'must be like "https://api.example.com": https, lower case, no path',
  );

/** By an action's slug and a connection's name: where a stage's functions find a system instead of its declared origin. */
export const connectionOriginsSchema = z.record(z.string(), z.record(z.string(), originSchema));

/** What an action's folder declares, as far as a stage may replace it. */
export interface WithConnections {
  readonly slug: string;
  readonly connections?: Connections;
}

/** Throws {@link InvalidStage} when the stage gives an origin to what no action declares. */
export function checkConnectionOrigins(
  { name, connections = {} }: { readonly name: string; readonly connections?: Readonly<Record<string, object>> },
  actions: readonly WithConnections[],
): void {
  const declared = new Map(actions.map((action) => [action.slug, Object.keys(action.connections ?? {})]));
  for (const [slug, origins] of Object.entries(connections)) {
    const known = declared.get(slug);
    if (known === undefined) throw unknown(`${name}.connections`, slug, [...declared.keys()], "action");
    for (const connection of Object.keys(origins)) {
      if (!known.includes(connection)) throw unknown(`${name}.connections["${slug}"]`, connection, known, "connection");
    }
  }
}

function unknown(place: string, key: string, known: readonly string[], what: string): InvalidStage {
  const choice = known.length === 0 ? `there is none` : `there are ${known.join(", ")}`;
  return new InvalidStage(`infra/stages.ts: ${place} names the ${what} "${key}", but ${choice}: correct or remove it.`);
}
