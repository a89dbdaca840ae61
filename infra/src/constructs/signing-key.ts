import { CustomResource, Duration, Fn, Stack } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { ownEntries } from "../own-entries.ts";
import { parametersOf } from "../parameters-of.ts";
import type { Stage } from "../stages/define-stages.ts";
import { CliqFunction } from "./cliq-function.ts";

/** How long CloudFormation waits for an answer. */
const deadline = Duration.hours(1);

/** The parameter of the key by which an action seals what its forms and buttons carry; no secret of a connection has such a name. */
export function contextKeyOf(slug: string): string {
  return `${slug}/_context-key`;
}

/** What one action's function knows its credential by. */
export interface Credential {
  /** In versions v-1, v and v+1, comma-separated. */
  readonly digests: string;
  /** In version v. */
  readonly current: string;
  /** Cliq's, if signatures are verified. */
  readonly publicKey: string;
}

/**
 * The function that makes the stage's signing key once and tells digests of the credentials derived from it.
 * The key itself never enters a template; only this function, the registrar and the drift check may read it.
 */
export class SigningKey extends Construct {
  readonly #function: CliqFunction;
  readonly #stage: Stage;
  readonly #arn: (parameter: string) => string;
  #key: CustomResource | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#stage = stage;
    const parameters = parametersOf(Stack.of(this), stage);
    this.#arn = (parameter) => parameters.arn(parameter);
    this.#function = new CliqFunction(this, "Key", {
      stage,
      description: "Makes the signing key once and tells the digests of each action's credentials",
      entry: ownEntries.signingKey,
      // It takes a moment; an outage of Parameter Store is waited out for as long as Lambda lets a function live.
      timeout: Duration.minutes(15),
      whenQueued: { retryAttempts: 2, maxEventAge: deadline },
      environment: { PARAMETER_PREFIX: parameters.prefix },
    });
    this.#function.allow(["ssm:GetParameter", "ssm:PutParameter"], [parameters.arn("signing-key")]);
    if (stage.verifySignature) this.#function.allow(["ssm:GetParameter"], [parameters.arn("cliq-public-key")]);
  }

  get handler(): IFunction {
    return this.#function.handler;
  }

  /**
   * Digests of one action's credentials in versions v-1, v and v+1, comma-separated, and Cliq's public key if any. An action
   * with functions gets the key by which it seals what they carry.
   */
  credentialOf(scope: Construct, slug: string, { hasFunctions }: { readonly hasFunctions: boolean }): Credential {
    if (hasFunctions) this.#function.allow(["ssm:GetParameter", "ssm:PutParameter"], [this.#arn(contextKeyOf(slug))]);
    const credential = this.#ask(scope, "Credential", "Custom::CliqCredential", {
      Slug: slug,
      VerifySignature: this.#stage.verifySignature,
      ...(hasFunctions ? { ContextKey: true } : {}),
    });
    // The first action's credential brings the key, and every credential waits for it: a set of Deluge actions has none.
    this.#key ??= this.#ask(this, "Made", "Custom::CliqSigningKey", {});
    credential.node.addDependency(this.#key);
    const digests = ["DigestPrevious", "DigestCurrent", "DigestNext"].map((name) => credential.getAttString(name));
    return {
      digests: Fn.join(",", digests),
      current: credential.getAttString("DigestCurrent"),
      publicKey: credential.getAttString("PublicKey"),
    };
  }

  /** A raised credential version reaches the key as well: one that was lost is then made anew, before any credential. */
  #ask(scope: Construct, id: string, resourceType: string, properties: object): CustomResource {
    const resource = new CustomResource(scope, id, {
      serviceToken: this.#function.handler.functionArn,
      resourceType,
      serviceTimeout: deadline,
      properties: { ...properties, CredentialVersion: this.#stage.credentialVersion },
    });
    resource.node.addDependency(this.#function);
    return resource;
  }
}
