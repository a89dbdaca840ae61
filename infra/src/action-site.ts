import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";

/** Where an action's own resources go, and the function that uses them. */
export interface ActionSite {
  /** A construct of this action's own: ids inside it cannot meet another action's. */
  readonly scope: Construct;
  /** The action's function; grants and environment go here. */
  readonly handler: LambdaFunction;
  readonly stage: {
    readonly name: string;
    /** Whether data must outlive the stack. */
    readonly production: boolean;
    /** Language tag such as "en", for people whose own language Cliq does not tell. */
    readonly defaultLanguage: string;
  };
}

/** What an action's `infra.ts` exports as its default: adds the one grant or resource the action needs. */
export type ActionInfra = (site: ActionSite) => void;
