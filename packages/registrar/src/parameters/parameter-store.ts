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
