import { forgetHeldSecrets } from "@cliq-actions/cliq/redact";
import { afterAll } from "vitest";

const before = { ...process.env };

// The next test file of this process finds the environment as this one did, and words that it may say.
afterAll(() => {
  for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name];
  Object.assign(process.env, before);
  forgetHeldSecrets();
});
