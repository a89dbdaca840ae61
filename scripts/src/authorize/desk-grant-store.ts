import { DeleteParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { deskParameters } from "@cliq-actions/registrar/token-keeper/desk-grant";
import { CannotAuthorize } from "./cannot-authorize.ts";

/** Zoho Desk's grant of a stage in Parameter Store; the client is that of Cliq's. */
export interface DeskGrantStore {
  /** The refresh token, if there is one. */
  read(): Promise<string | undefined>;
  /** Its full name. */
  readonly name: string;
  /** Stores it where there is none; throws {@link CannotAuthorize} when one appeared meanwhile. */
  create(refreshToken: string): Promise<void>;
  /** Stores it in place of another, whose access token is deleted, so that the keeper makes a new one. */
  replace(refreshToken: string): Promise<void>;
  /** Deletes it, its access token and what was handed out of that; gives the full names of those there were. */
  remove(): Promise<readonly string[]>;
}

/** As many as Parameter Store deletes in one call. */
const mostNames = 10;

/** {@link DeskGrantStore} below a prefix such as "/acme/dev"; `findHandedOut` names where actions read the access token. */
export function ssmDeskGrantStore(
  ssm: SSMClient,
  prefix: string,
  findHandedOut: () => Promise<readonly string[]>,
): DeskGrantStore {
  const all = ssmParameterStore(ssm, prefix);
  const parameters = deskParameters(all);
  const refreshTokenName = "oauth/refresh-token";
  const accessToken = parameters.fullName("oauth/access-token");
  const name = parameters.fullName(refreshTokenName);
  const remove = async (names: readonly string[]): Promise<readonly string[]> => {
    const deleted: string[] = [];
    for (let at = 0; at < names.length; at += mostNames) {
      const answer = await ssm.send(new DeleteParametersCommand({ Names: names.slice(at, at + mostNames) }));
      deleted.push(...(answer.DeletedParameters ?? []));
    }
    return deleted;
  };

  return {
    name,
    read: async () => (await parameters.read(refreshTokenName))?.trim() || undefined,
    create: async (refreshToken) => {
      if (!(await parameters.create(refreshTokenName, refreshToken)))
        throw new CannotAuthorize(`${name} appeared meanwhile: somebody else authorizes this stage now.`);
    },
    replace: async (refreshToken) => {
      await parameters.write(refreshTokenName, refreshToken);
      // Best effort: one that stays ends with the grant it came from, within the hour.
      await remove([accessToken]).catch(() => []);
    },
    remove: async () => {
      const handedOut = (await findHandedOut()).map((one) => all.fullName(one));
      return remove([name, accessToken, ...handedOut]);
    },
  };
}
