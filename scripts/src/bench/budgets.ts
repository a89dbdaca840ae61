/** A number that is counted: what holds today, a little rounded up, and what is owed. */
export interface Counted {
  readonly most: number;
  readonly owed: number;
}

/** What a webhook may be made of and do until its first answer; a person waits for each of it at a cold start. */
export interface WebhookBudget {
  readonly bytes: Counted;
  /** npm packages in its bundle. */
  readonly packages: readonly string[];
  /** Modules of Node that are imported by name, and so load all they export. */
  readonly imports: readonly string[];
  /** Modules of Node loaded once it has answered, over those of a bare process. */
  readonly builtins: Counted;
  /** Of V8's heap, in a warm call without a connection. */
  readonly allocatedBytesPerCall?: Counted;
  /** Of the processor, under valgrind: how much more it takes over a bare function than the floor that logs. */
  readonly coldInstructions: Counted;
}

const signer = ["@smithy/core", "@smithy/signature-v4"];

/** Held by tests and shown by `pnpm bench`: `oneCard` calls nobody, `oneCall` makes one signed call to AWS. */
export const webhookBudgets = {
  oneCard: {
    bytes: { most: 37_000, owed: 22_000 },
    packages: [],
    imports: [],
    builtins: { most: 19, owed: 26 },
    allocatedBytesPerCall: { most: 20_000, owed: 22_000 },
    coldInstructions: { most: 1.3, owed: 0.75 },
  },
  oneCall: {
    bytes: { most: 68_000, owed: 48_000 },
    packages: signer,
    imports: ["node:crypto"],
    builtins: { most: 37, owed: 33 },
    coldInstructions: { most: 9, owed: 2.85 },
  },
} satisfies Record<string, WebhookBudget>;

/** Instructions of a warm one-card call, under valgrind and without V8's compilers, to the floor's. */
export const instructionsPerCall: Counted = { most: 2.4, owed: 1.95 };

/** A ratio of medians in one run, to the floor that logs unless another is named. */
export interface TimedBudget {
  readonly name: string;
  readonly owed: number;
}

/** What `pnpm bench` judges: nothing here is a test, because a busy machine may say anything. */
export const timedBudgets = {
  oneCardReady: { name: "one card: ready, cold", owed: 1.15 },
  oneCardWarm: { name: "one card: warm p50", owed: 1.75 },
  oneCallReady: { name: "one call to AWS: ready, cold", owed: 3.8 },
  oneCallFirstClick: { name: "one call to AWS: first click at 512 MB", owed: 3 },
  oneCallWarmToSdk: { name: "one call to AWS: warm p50, to the SDK's", owed: 0.65 },
} satisfies Record<string, TimedBudget>;
