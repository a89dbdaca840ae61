/** The value of an environment variable that a function cannot do without; a sentence when it is not set. */
export function requireEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(
      `Environment variable ${name} is not set: the stack in infra/ sets it for every function that reads it.`,
    );
  }
  return value;
}
