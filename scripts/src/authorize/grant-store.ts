import { DeleteParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import * as z from "zod";
import { CannotAuthorize } from "./cannot-authorize.ts";

/** What the token keeper needs. */
export interface Grant {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** What a stage's parameters hold; `names` are those of the client and the refresh token that exist. */
export interface StoredGrant {
  readonly client: Pick<Grant, "clientId" | "clientSecret"> | undefined;
  readonly refreshToken: string | undefined;
  readonly names: readonly string[];
}

/** The access of a stage in Parameter Store. Both writers give the full names of what they wrote. */
export interface GrantStore {
  read(): Promise<StoredGrant>;
  /** Stores a grant where there is none; throws {@link CannotAuthorize} when one appeared meanwhile. */
  create(grant: Grant): Promise<readonly string[]>;
  /** Stores a grant in place of another; the access token of the old one is deleted, so that the keeper makes a new one. */
  replace(stored: StoredGrant, grant: Grant): Promise<readonly string[]>;
  /** Deletes the refresh token, the access token and the client; gives the full names of those there were. */
  remove(): Promise<readonly string[]>;
}

const clientName = "oauth/client";
const refreshTokenName = "oauth/refresh-token";
const accessTokenName = "oauth/access-token";
const clientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

/** {@link GrantStore} below a prefix such as "/acme/dev", as SecureStrings under the account's `aws/ssm` key. */
export function ssmGrantStore(ssm: SSMClient, prefix: string): GrantStore {
  const parameters = ssmParameterStore(ssm, prefix);
  const fullNames = (names: readonly string[]): string[] => names.map((name) => parameters.fullName(name));
  const remove = async (...names: string[]): Promise<readonly string[]> => {
    const answer = await ssm.send(new DeleteParametersCommand({ Names: fullNames(names) }));
    return answer.DeletedParameters ?? [];
  };

  return {
    read: async () => {
      const client = await parameters.read(clientName);
      const refreshToken = await parameters.read(refreshTokenName);
      const names = [
        client === undefined ? [] : [clientName],
        refreshToken === undefined ? [] : [refreshTokenName],
      ].flat();
      return { client: parseClient(client), refreshToken: refreshToken?.trim(), names: fullNames(names) };
    },
    create: async (grant) => {
      const refuse = (name: string): never => {
        throw new CannotAuthorize(
          `${parameters.fullName(name)} appeared meanwhile: somebody else authorizes this stage now.`,
        );
      };
      if (!(await parameters.create(clientName, toClientJson(grant)))) refuse(clientName);
      const created = await parameters.create(refreshTokenName, grant.refreshToken).catch(async (error: unknown) => {
        await remove(clientName);
        throw error;
      });
      if (!created) {
        await remove(clientName);
        refuse(refreshTokenName);
      }
      return fullNames([clientName, refreshTokenName]);
    },
    replace: async (stored, grant) => {
      const changesClient =
        stored.client?.clientId !== grant.clientId || stored.client.clientSecret !== grant.clientSecret;
      if (changesClient) await parameters.write(clientName, toClientJson(grant));
      try {
        await parameters.write(refreshTokenName, grant.refreshToken);
      } catch (error) {
        // The old token works with the old client only.
        if (changesClient && stored.client !== undefined)
          await parameters.write(clientName, toClientJson(stored.client));
        throw error;
      }
      // Best effort: one that stays is refused by Cliq from now on, which makes the keeper renew it too.
      await remove(accessTokenName).catch(() => []);
      return fullNames(changesClient ? [clientName, refreshTokenName] : [refreshTokenName]);
    },
    remove: async () => remove(refreshTokenName, accessTokenName, clientName),
  };
}

function toClientJson({ clientId, clientSecret }: Pick<Grant, "clientId" | "clientSecret">): string {
  return JSON.stringify({ clientId, clientSecret });
}

function parseClient(value: string | undefined): StoredGrant["client"] {
  try {
    return value === undefined ? undefined : clientSchema.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}
