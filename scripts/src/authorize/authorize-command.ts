import { toHelp } from "../stage/to-help.ts";
import { Command } from "commander";

/** What the command line says; secrets never come this way. */
export interface AuthorizeOptions {
  readonly stage: string;
  readonly dataCentre?: string;
  readonly region?: string;
  readonly rotate?: boolean;
  readonly revoke?: boolean;
  readonly grant?: string;
  readonly write?: boolean;
  readonly instructions?: boolean;
  readonly json?: boolean;
}

/** `pnpm cliq authorize`: gives a stage access to Cliq, renews that access or ends it. */
export function authorizeCommand(): Command {
  return (
    new Command("authorize")
      .description(
        "Give a stage access to Cliq: exchange a self client's grant code for a refresh token, check that Cliq accepts it " +
          "for every scope, and store client and token as SecureStrings in Parameter Store.",
      )
      .requiredOption("--stage <name>", "stage of infra/stages.ts")
      .option("--data-centre <code>", "US, EU, IN, AU, JP, CA, SA, CN, UK or AE; the stage's own unless told")
      .option("--region <name>", "AWS region; the stage's, then the SDK's own unless told")
      .option("--write", "write the data centre into infra/stages.ts when it differs")
      .option(
        "--rotate",
        "replace the stored refresh token (and client, if another is given), then revoke the old token",
      )
      .option("--revoke", "revoke the stored refresh token at Zoho and delete the parameters")
      .option("--grant <which>", "cliq or desk: only that one, where a stage has a grant of Zoho Desk, too")
      .option("--instructions", "show what a Zoho user does for it, and do nothing else: needs no credentials")
      .option("--json", "one JSON document on stdout, without secrets")
      .addHelpText("after", toHelp(notes))
      // Commander would print an unknown option with its value, which may be a secret; they are refused without it.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (options: AuthorizeOptions, command: Command) => {
        // Loaded late: the other verbs need neither the AWS SDK nor the rest.
        const { runAuthorize } = await import("./run-authorize.ts");
        await runAuthorize(options, command.args);
      })
  );
}

const notes = `
On a terminal it asks for what is missing. Otherwise the client and the grant code come from the environment
(ZOHO_CLIENT_ID, ZOHO_CLIENT_SECRET, ZOHO_GRANT_CODE) or, for those not set, from a JSON object on stdin:
{"clientId","clientSecret","grantCode"}, or the self_client.json that Zoho's console offers for download.
A stage whose actions open tickets in Zoho Desk has a second code: ZOHO_DESK_GRANT_CODE, or "deskGrantCode".
Never from arguments: other users of the machine, the shell's history and CI logs see those.

AWS credentials are those of pnpm cdk deploy; they need ssm:GetParameter, ssm:PutParameter and ssm:DeleteParameters
on /<product>/<stage>/oauth/*; with Zoho Desk, on /<product>/<stage>/*, and what looks at the stack and invokes the
token keeper.`;
