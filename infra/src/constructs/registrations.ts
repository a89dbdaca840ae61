import { createHash } from "node:crypto";
import { Annotations, type CfnResource, CustomResource, Duration, Stack } from "aws-cdk-lib";
import { Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Manifest } from "@cliq-actions/core";
import { Construct } from "constructs";
import { ownEntries } from "../own-entries.ts";
import { parametersOf } from "../parameters-of.ts";
import type { Stage } from "../stages/define-stages.ts";
import type { PublishedFiles } from "../published-files.ts";
import { CliqFunction } from "./cliq-function.ts";
import type { Ledger } from "./ledger.ts";

export interface RegistrationsProps {
  readonly stage: Stage;
  readonly manifest: Manifest;
  /** The scripts and icons that the manifest refers to. */
  readonly files: PublishedFiles;
  /** Origin of the HTTP API, such as https://abc.execute-api.eu-west-1.amazonaws.com. */
  readonly apiOrigin: string;
  readonly tokenKeeper: IFunction;
  /** What each function knows the credential in its URL by, by slug. */
  readonly credentialDigests: Readonly<Record<string, string>>;
  readonly ledger: Ledger;
}

/** How long CloudFormation waits for the answer: the longest there is. */
const deadline = Duration.hours(1);

/**
 * Everything the stage holds in Cliq: one custom resource for the whole set, because Cliq's limits are per user
 * and one process must hold the budget. It answers CloudFormation itself, within an hour, for which it may invoke
 * itself anew: Lambda ends an invocation after fifteen minutes.
 */
export class Registrations extends Construct {
  readonly handler: IFunction;
  /** Logical id of the custom resource, part of the ledger's key. */
  readonly resourceId: string;
  /** SHA-256 of the property `Manifest`. */
  readonly manifestDigest: string;
  readonly #resource: CfnResource;

  constructor(scope: Construct, id: string, props: RegistrationsProps) {
    super(scope, id);
    const parameters = parametersOf(Stack.of(this), props.stage);
    const { table } = props.ledger;
    const registrar = new CliqFunction(this, "Registrar", {
      stage: props.stage,
      description: "Makes Cliq agree with the actions of this stack",
      entry: ownEntries.registrar,
      timeout: Duration.minutes(15),
      // CloudFormation and the registrar itself leave events to the queue; whoever comes again goes on where it was left.
      whenQueued: { retryAttempts: 2, maxEventAge: deadline },
      environment: {
        TABLE_NAME: table.tableName,
        PARAMETER_PREFIX: parameters.prefix,
        CLIQ_DATA_CENTRE: props.stage.dataCentre,
        TOKEN_KEEPER_FUNCTION_NAME: props.tokenKeeper.functionName,
        BUDGET_SHARE: String(props.stage.budgetShare),
      },
    });
    this.handler = registrar.handler;
    const rowActions = ["dynamodb:GetItem", "dynamodb:PutItem"];
    registrar.allow(rowActions, [table.tableArn]);
    registrar.allow(["ssm:GetParameter"], [parameters.arn("oauth/access-token"), parameters.arn("signing-key")]);
    registrar.allow(["lambda:InvokeFunction"], [props.tokenKeeper.functionArn]);
    if (props.files.objectArns.length > 0) registrar.allow(["s3:GetObject"], props.files.objectArns);
    // A policy beside the role and not in it: the function waits for its role, which therefore cannot name the function.
    const handOver = new Policy(this, "HandOver", {
      statements: [
        new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [registrar.handler.functionArn] }),
      ],
    });
    registrar.handler.role?.attachInlinePolicy(handOver);
    const manifest = JSON.stringify(props.manifest);
    this.manifestDigest = createHash("sha256").update(manifest).digest("hex");
    const resource = new CustomResource(this, "Actions", {
      serviceToken: registrar.handler.functionArn,
      resourceType: "Custom::CliqMessageActions",
      serviceTimeout: deadline,
      properties: {
        Manifest: manifest,
        ApiOrigin: props.apiOrigin,
        CredentialVersion: props.stage.credentialVersion,
        CredentialDigests: props.credentialDigests,
        ...(props.stage.onDeleteAuthFailure === "retain" ? { OnDeleteAuthFailure: "retain" } : {}),
        ...(props.files.bucketName === undefined ? {} : { AssetBucket: props.files.bucketName }),
      },
    });
    this.#resource = resource.node.defaultChild as CfnResource;
    this.resourceId = Stack.of(this).getLogicalId(this.#resource);
    resource.node.addDependency(registrar, handOver, table, props.tokenKeeper);
  }

  /** Says at synth, and in the template for who reads it, which `adopt` this stage leaves to one that registers as declared. */
  tellNotAdopted(slugs: readonly string[]): void {
    this.#resource.addMetadata("NotAdopted", slugs);
    Annotations.of(this).addInfoV2(
      "actions:not-adopted",
      `${slugs.join(", ")}: this stage gives its actions another name or scope than declared, so it does not adopt what ` +
        "their `adopt` names, and registers one of its own.",
    );
  }
}
