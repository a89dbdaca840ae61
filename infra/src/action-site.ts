import type { TranslatorSettings } from "@cliq-actions/translators/translator-settings";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { DeskSettings } from "@cliq-actions/desks/desk-settings";
import type { Construct } from "constructs";

/** Where an action's own resources go, and the function that uses them. */
export interface ActionSite {
  /** A construct of this action's own: ids inside it cannot meet another action's. */
  readonly scope: Construct;
  /** The function that runs `execute`, the worker's where the action has one; grants and environment go here. */
  readonly handler: LambdaFunction;
  /**
   * Every function that runs the action's code: two where work is done in the background only when it is late, or beside
   * forms and buttons. Then each needs what one needs.
   */
  readonly handlers: readonly LambdaFunction[];
  /** Names of the connections of the action's `connections.ts` that the stage uses. */
  readonly connections: readonly string[];
  readonly stage: {
    readonly name: string;
    /** Whether data must outlive the stack. */
    readonly production: boolean;
    /** Language tag such as "en", for people whose own language Cliq does not tell. */
    readonly defaultLanguage: string;
    /** Where tickets are opened. */
    readonly desk: DeskSettings;
    /** What texts are translated with. */
    readonly translator: TranslatorSettings;
  };
}

/** What an action's `infra.ts` exports as its default: adds the one grant or resource the action needs. */
export type ActionInfra = (site: ActionSite) => void;

/** What an action's own look at a stage came to, in a sentence; `remedy` says what to do where something is wrong. */
export interface PlaceFinding {
  /** "warn" where it cannot be told, or works in part. */
  readonly verdict: "ok" | "warn" | "fail";
  readonly says: string;
  readonly remedy?: string;
}

/**
 * What an action's `infra.ts` may export as `examine`, for `pnpm cliq doctor`: asks AWS, with the operator's own
 * credentials and changing nothing, whether the action can do its work where the stage is. Without it, nothing is asked.
 */
export type ExaminePlace = (place: {
  readonly stage: ActionSite["stage"];
  /** Where the stage is, or is to be. */
  readonly region: string;
}) => Promise<PlaceFinding>;
