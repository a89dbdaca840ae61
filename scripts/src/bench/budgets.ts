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
  /** Modules of Node that it or its packages import; the runtime asks for its own by `process.getBuiltinModule`. */
  readonly imports: readonly string[];
  /** Modules of Node loaded once it has answered, over those that AWS's runtime client has loaded. */
  readonly builtins: Counted;
  /** Of V8's heap, in a warm call without a connection. */
  readonly allocatedBytesPerCall?: Counted;
}

const signer = ["@smithy/core", "@smithy/signature-v4"];

/** Held by tests and shown by `pnpm bench`: `oneCard` calls nobody, `oneCall` makes one signed call to AWS. */
export const webhookBudgets = {
  oneCard: {
    bytes: { most: 32_800, owed: 22_000 },
    packages: [],
    imports: [],
    builtins: { most: 19, owed: 26 },
    allocatedBytesPerCall: { most: 20_000, owed: 22_000 },
  },
  oneCall: {
    bytes: { most: 60_300, owed: 48_000 },
    packages: signer,
    imports: ["node:crypto"],
    builtins: { most: 30, owed: 33 },
  },
} satisfies Record<string, WebhookBudget>;

/** Instructions of a one-card action to the floor's, under valgrind and without V8's compilers: cold over a bare function, and per warm call. */
export const instructionsToFloor = {
  cold: { most: 0.7, owed: 0.75 },
  perCall: { most: 1.902, owed: 1.95 },
} satisfies Record<string, Counted>;

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

/** Seconds that somebody at this repository waits for, and how many are owed on two cores that do nothing else. */
export const waitBudgets = {
  synthNothingKept: { name: "synthesis, no bundle kept" },
  synthAllKept: { name: "synthesis, every bundle kept" },
  startNothingKept: { name: "start, nothing kept", owed: 8 },
  startUnchanged: { name: "start, nothing changed", owed: 4 },
  startEdited: { name: "start, one action edited", owed: 4 },
} satisfies Record<string, { readonly name: string; readonly owed?: number }>;

/** How long the registrar may take for so many actions, as a multiple of the time that Cliq's documented limits allow. */
export const registrarBudget = { actions: 100, owed: 1.3 };
