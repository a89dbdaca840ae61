import * as z from "zod";
import { connectionOriginsSchema } from "./connection-origins.ts";
import { budgetShareOf } from "./budget-share.ts";
import { deskSchema } from "./desk-choice.ts";
import { InvalidStage } from "./invalid-stage.ts";
import { longestSuffix, refuseSharedNames, suffixOf } from "./name-suffix.ts";
import { pausesSchema, reasonSchema } from "./pauses.ts";
import { checkStageNames } from "./stage-names.ts";
import { translatorSchema } from "./translator-choice.ts";

const accountOrRegion = z.string().min(1).optional();

const registrationSchema = z.strictObject({
  scope: z.literal("personal").optional(),
  nameSuffix: z.string().max(longestSuffix).optional(),
});

/** Everything that can be written down for one stage. */
export const stageSchema = z.strictObject({
  /** The one organisation whose events are served. */
  organizationId: z.string().regex(/^(?:\d{1,20}|REPLACE_ME)$/, "must be Cliq's organisation id, digits only"),
  /** Zoho's data centre, which decides every host that is called. */
  dataCentre: z.enum(["US", "EU", "IN", "AU", "JP", "CA", "SA", "CN", "UK", "AE"]),
  /** Language for people whose own Cliq does not tell, as `ActionSite.stage.defaultLanguage`. */
  defaultLanguage: z
    .string()
    .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/, 'must look like "en" or "pt-BR"')
    .default("en"),
  /** Raised by one to give every action a new URL; the versions beside it stay accepted. */
  credentialVersion: z.number().int().min(1).default(1),
  /** Whether `X-Cliq-Signature` must verify with the key in the parameter `cliq-public-key`. */
  verifySignature: z.boolean().default(false),
  /** Keeps tables when the stack is deleted, and logs for longer. */
  production: z.boolean().default(false),
  /**
   * How this stage's actions differ in Cliq's menu, so that two stages of one organisation never collide. Left out,
   * names carry the stage's and only the registering person sees them; in production they are as declared.
   */
  registration: registrationSchema.optional(),
  /** Who hears of the stage's alarms; AWS asks the address for its consent first. Left out, nobody does. */
  alarmEmail: z.email("must be an e-mail address").optional(),
  /**
   * The share of each of Cliq's limits that this stage uses at most. The limits are per user: the shares of stages that
   * one user authorises must not pass 1 together. Left out, the stages of one organisation divide 0.8 among them.
   */
  budgetShare: z.number().min(0.1).max(1).optional(),
  /** Who runs `pnpm cliq authorize` for this stage, by any name: only stages of the same one share Cliq's limits. */
  authorizedBy: z.string().min(1).optional(),
  /** E-mail address of whoever authorised the stage, for `owner` of its actions' buttons; left out, none is sent. */
  functionOwner: z.email("must be an e-mail address").optional(),
  /** What a deletion of the stack does when the access to Cliq has ended: it fails, or leaves in Cliq what it says in its log. */
  onDeleteAuthFailure: z.enum(["fail", "retain"]).default("fail"),
  /** How often Cliq is compared with what was registered, in hours. */
  driftEveryHours: z.number().int().min(1).max(168).default(24),
  /** Whether such a comparison also puts right what somebody changed or deleted in Cliq. */
  healDrift: z.boolean().default(false),
  /** Origins of connections that are others than declared, by the action's slug and the connection's name. */
  connections: connectionOriginsSchema.default({}),
  /** Where the actions that open tickets open them: the built-in desk, or one outside. */
  desk: deskSchema.default({ kind: "built-in" }),
  /** What the actions that translate translate with: Amazon Translate, or a system outside. */
  translator: translatorSchema.default({ kind: "amazon", neverTranslate: [], showOriginal: false }),
  /** Actions that answer with a sentence instead of doing anything, by slug, and why; `pnpm cliq pause` does it at once. */
  paused: pausesSchema.default({}),
  /** Why every action does. */
  pausedAll: reasonSchema.optional(),
  /** Where to deploy; left out, the credentials of the command line decide. */
  account: accountOrRegion,
  region: accountOrRegion,
});

/** What is written down for one stage; everything but the organisation and its data centre has a default. */
export type StageInput = z.input<typeof stageSchema>;

/** What infra/stages.ts exports. */
export interface Stages<Name extends string = string> {
  /** The product's name: stacks, parameters, metrics and the API carry it. Of its own for every team in an AWS account. */
  readonly name: string;
  readonly stages: Readonly<Record<Name, StageInput>>;
}

/** One stage with its names and every default filled in. */
export type Stage = z.output<typeof stageSchema> & {
  readonly product: string;
  readonly name: string;
  readonly registration: z.output<typeof registrationSchema>;
  readonly budgetShare: number;
};

/** Types the stages file; the values are checked when a stage is chosen. */
export function defineStages<Name extends string>(stages: Stages<Name>): Stages<Name> {
  return stages;
}

/** The named stage, checked; a sentence naming the key where something is missing or still a placeholder. */
export function chooseStage({ name: product, stages }: Stages, name: string | undefined): Stage {
  const known = Object.keys(stages).join(", ");
  if (name === undefined) throw new InvalidStage(`Name a stage: pnpm cdk deploy -c stage=dev. Known stages: ${known}.`);
  const input = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (input === undefined) throw new InvalidStage(`Stage "${name}" is not in infra/stages.ts. Known stages: ${known}.`);
  checkStageNames({ product, name });
  const parsed = stageSchema.safeParse(input);
  if (!parsed.success) throw new InvalidStage(`infra/stages.ts: ${z.prettifyError(parsed.error)} (stage ${name})`);
  const placeholder = Object.entries(parsed.data).find(([, value]) => value === "REPLACE_ME");
  if (placeholder !== undefined) {
    throw new InvalidStage(
      `infra/stages.ts: ${name}.${placeholder[0]} is still REPLACE_ME. Fill it in before you deploy.`,
    );
  }
  refuseSharedNames(stages, name);
  return {
    ...parsed.data,
    product,
    name,
    budgetShare: budgetShareOf(stages, name),
    registration:
      parsed.data.registration ?? (parsed.data.production ? {} : { scope: "personal", nameSuffix: suffixOf(name) }),
  };
}
