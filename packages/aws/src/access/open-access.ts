import { systemClock } from "@cliq-actions/cliq/clock";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { AwsFailure } from "../aws-failure.ts";
import { awsService } from "../aws-service.ts";
import { requireEnvironment } from "../environment.ts";
import { askKeeper } from "./ask-keeper.ts";
import { keptAccessTokens } from "./kept-access-tokens.ts";
import type { ParameterReader } from "./stored-token.ts";

/** The stage's access to Cliq, as the function's environment names it. Not for a webhook, which may not read it. */
export function openAccess(): AccessTokens {
  const prefix = requireEnvironment("PARAMETER_PREFIX");
  const keeper = askKeeper(requireEnvironment("TOKEN_KEEPER_FUNCTION_NAME"));
  return keptAccessTokens(openParameters(prefix), keeper, systemClock);
}

function openParameters(prefix: string): ParameterReader {
  const ssm = awsService("ssm");
  return {
    read: async (name) => {
      try {
        const output = await ssm.call("GetParameter", { Name: `${prefix}/${name}`, WithDecryption: true });
        return (output.Parameter as { readonly Value?: string } | undefined)?.Value;
      } catch (error) {
        if (error instanceof AwsFailure && error.name === "ParameterNotFound") return undefined;
        throw error;
      }
    },
  };
}
