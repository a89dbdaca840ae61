import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { holdSecret } from "@cliq-actions/cliq/redact";
import { Misconfigured } from "../environment.ts";

/** The stage's parameters, by the name below the stage's prefix, such as "oauth/client". */
export interface ParameterStore {
  /** The decrypted value; undefined when there is no such parameter. */
  read(name: string): Promise<string | undefined>;
  /** Stores a secret, whatever was there. */
  write(name: string, value: string): Promise<void>;
  /** Stores a secret unless there is one; tells whether it did. */
  create(name: string, value: string): Promise<boolean>;
  /** The full name, for messages. */
  fullName(name: string): string;
}

/**
 * What a parameter of the standard tier holds; the advanced one costs, and nothing here needs it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
const largestBytes = 4_096;

/**
 * {@link ParameterStore} in AWS Systems Manager; every value a SecureString, which no error or log of this process shows then, under the account's `aws/ssm` key.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function ssmParameterStore(client: SSMClient, prefix: string): ParameterStore {
  const fullName = (name: string): string => `${prefix}/${name}`;
  const put = async (name: string, value: string, overwrite: boolean): Promise<void> => {
    holdSecret(value);
    const size = Buffer.byteLength(value);
    if (size > largestBytes)
      throw new Misconfigured(
        `Parameter ${fullName(name)} would take ${size} bytes; it holds ${largestBytes} at most.`,
      );
    await client.send(
      new PutParameterCommand({ Name: fullName(name), Value: value, Type: "SecureString", Overwrite: overwrite }),
    );
  };
  return {
    fullName,
    read: async (name) => {
      try {
        const answer = await client.send(new GetParameterCommand({ Name: fullName(name), WithDecryption: true }));
        const value = answer.Parameter?.Value;
        if (value !== undefined) holdSecret(value);
        return value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
    write: async (name, value) => put(name, value, true),
    create: async (name, value) => {
      try {
        await put(name, value, false);
        return true;
      } catch (error) {
        if (error instanceof ParameterAlreadyExists) return false;
        throw error;
      }
    },
  };
}
