import { prices } from "./prices.ts";

/** What one click of an action asks of AWS and others, beyond its own function. */
export interface Workload {
  /** As `pnpm bench` calls it. */
  readonly name: string;
  readonly calls: string;
  /**
   * How long the function waits for them, in milliseconds. Not measured: what these services usually take from within
   * their region.
   */
  readonly waitMs: number;
  /** What they cost for a million clicks, in US dollars. */
  readonly services: Readonly<Record<string, number>>;
  /** What is done after the click, by a worker behind a queue; absent where the answer waits for all of it. */
  readonly background?: { readonly waitMs: number };
}

/** Most messages are short; whatever is billed by size grows with it. */
export const messageChars = 200;
/** Clicks that find no environment: AWS says that fewer than one in a hundred do. */
export const coldShare = 0.01;
/** A card, with its headers. */
export const replyBytes = 2_000;

const comprehendUnits = Math.max(3, messageChars / 100);

/** The samples, and an action that calls nobody. */
export const workloads: readonly Workload[] = [
  { name: "one card", calls: "nobody", waitMs: 0, services: {} },
  {
    name: "create-ticket",
    calls: "one conditional write of up to 1 kB",
    waitMs: 6,
    services: { DynamoDB: prices.dynamodbMillionWrites.usd },
  },
  {
    name: "archive",
    calls: "its queue; then two objects at once, three conditional writes and Cliq",
    waitMs: 10,
    services: { S3: 2_000 * prices.s3ThousandPuts.usd },
    background: { waitMs: 250 },
  },
  {
    name: "post-status",
    calls: "a system outside AWS; its secret once per environment and five minutes",
    waitMs: 200,
    services: { KMS: 100 * coldShare * prices.kmsTenThousand.usd },
  },
  {
    name: "translate",
    calls: `one translation of ${messageChars} characters, its language found out`,
    waitMs: 150,
    services: {
      Translate: messageChars * prices.translateMillionChars.usd,
      Comprehend: 1_000_000 * comprehendUnits * prices.comprehendUnit.usd,
    },
  },
];
