import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AuthorizeOrder, authorizeStage } from "./authorize-stage.ts";
import type { GrantStore } from "./grant-store.ts";
import type { Ports } from "./ports.ts";
import { chooseTarget } from "./target.ts";

const stages = 'export default defineStages({\n  dev: {\n    organizationId: "1",\n    dataCentre: "US",\n  },\n});\n';
const target = chooseTarget({ name: "acme", stages: { dev: { organizationId: "1", dataCentre: "US" } } }, "dev");
const order: AuthorizeOrder = { dataCentre: undefined, rotate: false, write: false };
let cliq: FakeCliq;
let folder: string;

beforeEach(async () => {
  cliq = await startFakeCliq();
  folder = await mkdtemp(join(tmpdir(), "authorize-"));
  await writeFile(join(folder, "stages.ts"), stages);
});
afterEach(async () => Promise.all([cliq.stop(), rm(folder, { recursive: true })]));

/** A person who gives these answers in turn; what they were asked and shown is in `seen`. */
function sitDown(answers: string[], store: Partial<GrantStore> = {}) {
  const seen: string[] = [];
  const answer = async (question: string, byDefault = ""): Promise<string> => {
    seen.push(question);
    return (answers.shift() ?? "") || byDefault;
  };
  const empty = { client: undefined, refreshToken: undefined, names: [] };
  const ports: Ports = {
    store: {
      read: async () => empty,
      create: async () => ["client", "token"],
      replace: async () => ["client", "token"],
      remove: async () => [],
      ...store,
    },
    send: httpsSender(),
    originsOf: () => ({ cliq: cliq.cliqUrl, accounts: cliq.accountsUrl }),
    prompter: { ask: answer, askSecret: async (question) => answer(`${question}*`) },
    desk: {
      store: {
        name: "desk-refresh-token",
        read: async () => undefined,
        create: async () => {},
        replace: async () => {},
        remove: async () => [],
      },
      isUsed: async () => false,
      renew: async () => "not deployed",
    },
    readGiven: async () => ({}),
    missingSecrets: async () => [],
    needs: async () => ({ functions: false, background: false }),
    say: (line) => void seen.push(line),
    stagesFile: join(folder, "stages.ts"),
  };
  return { ports, seen, stagesText: () => readFile(join(folder, "stages.ts"), "utf8") };
}

test("a person is asked for the data centre, the client, and, without echo, secret and code", async () => {
  const { ports, seen } = sitDown(["", cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  const outcome = await authorizeStage(target, order, ports);
  expect(outcome).toMatchObject({ dataCentre: "US", next: ["pnpm cdk deploy -c stage=dev"] });
  expect(seen.filter((line) => !line.startsWith("\n"))).toEqual([
    "Data centre of your Zoho account (US, EU, IN, AU, JP, CA, SA, CN, UK, AE)",
    "Client id",
    "Client secret*",
    "Grant code*",
    "Exchanging the grant code …",
    "Asking Cliq once per scope, by calls that change nothing …",
  ]);
  const shown = seen.join("\n");
  expect(shown).toContain("https://api-console.zoho.com ");
  expect(shown).toContain(
    "ZohoCliq.messageactions.CREATE,ZohoCliq.messageactions.READ,ZohoCliq.messageactions.UPDATE,ZohoCliq.messageactions.DELETE\n",
  );
  expect(shown).toMatch(/other spelling of them[^]*ZohoCliq\.MessageActions\.CREATE/);
  expect(shown).toMatch(/3 minutes/);
});

test("where actions declare functions, their scopes are asked for and tried, too", async () => {
  const { ports, seen } = sitDown(["", cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  const { scopes } = await authorizeStage(target, order, {
    ...ports,
    needs: async () => ({ functions: true, background: false }),
  });
  expect(seen.join("\n")).toContain("messageactions.DELETE,ZohoCliq.Functions.CREATE,ZohoCliq.Functions.READ");
  expect(scopes.map(({ scope, verdict }) => `${scope} ${verdict}`)).toEqual(
    ["messageactions", "Functions"].flatMap((group) =>
      ["READ", "CREATE", "UPDATE", "DELETE"].map((right) => `ZohoCliq.${group}.${right} ok`),
    ),
  );
  expect(cliq.model.functions()).toEqual([]);
});

test("another data centre is written into the stages file when the person agrees", async () => {
  const { ports, seen, stagesText } = sitDown(["eu", "yes", cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  expect(await authorizeStage(target, order, ports)).toMatchObject({ dataCentre: "EU" });
  expect(seen[1]).toBe('infra/stages.ts says dataCentre "US" for stage dev, not "EU". Change it there? (yes/no)');
  expect(seen.join("\n")).toContain("https://api-console.zoho.eu ");
  expect(await stagesText()).toBe(stages.replace('"US"', '"EU"'));
});

test("without consent a differing data centre stops before anything is spent", async () => {
  const { ports, stagesText } = sitDown(["EU", ""]);
  await expect(authorizeStage(target, order, ports)).rejects.toThrow(
    /^infra\/stages\.ts says dataCentre "US".*--write does for you/,
  );
  await expect(
    authorizeStage(target, { ...order, dataCentre: "EU" }, { ...ports, prompter: undefined }),
  ).rejects.toThrow("--write");
  expect(await stagesText()).toBe(stages);
  expect(cliq.model.calls()).toEqual([]);
});

test("a stages file of another shape is left alone, and the person is told what to put", async () => {
  const { ports, stagesText } = sitDown([cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  await writeFile(ports.stagesFile, "export default stages;\n");
  const { next } = await authorizeStage(target, { ...order, dataCentre: "EU", write: true }, ports);
  expect(next[0]).toBe('Set dataCentre: "EU" for stage dev in infra/stages.ts.');
  expect(await stagesText()).toBe("export default stages;\n");
});

test("an organisation id that is still a placeholder is the first thing to do", async () => {
  const unfinished = chooseTarget(
    { name: "acme", stages: { dev: { organizationId: "REPLACE_ME", dataCentre: "US" } } },
    "dev",
  );
  const { ports } = sitDown(["", cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  const { next } = await authorizeStage(unfinished, order, ports);
  expect(next).toEqual([
    expect.stringMatching(/dev\.organizationId.*after \/company\//),
    "pnpm cdk deploy -c stage=dev",
  ]);
});

test("secrets that actions declare and the stage lacks are put before it is deployed", async () => {
  const { ports } = sitDown(["", cliq.clientId, cliq.clientSecret, cliq.grantCode]);
  const { next } = await authorizeStage(target, order, { ...ports, missingSecrets: async () => ["call-api/api-key"] });
  expect(next).toEqual(["pnpm cliq secret put --stage dev call-api/api-key", "pnpm cdk deploy -c stage=dev"]);
});

test("a token that cannot be stored is revoked again, and the reason comes through", async () => {
  const create = async (): Promise<never> => {
    throw new Error("AccessDenied");
  };
  const { ports, seen } = sitDown(["", cliq.clientId, cliq.clientSecret, cliq.grantCode], { create });
  await expect(authorizeStage(target, order, ports)).rejects.toThrow("AccessDenied");
  expect(seen.at(-1)).toBe("The new token was revoked again.");
  expect(cliq.model.calls().at(-1)).toMatchObject({ operation: "revoke", status: 200 });
});

test("an unknown stage or data centre names those there are", async () => {
  expect(() =>
    chooseTarget({ name: "acme", stages: { dev: { organizationId: "1", dataCentre: "US" } } }, "prod"),
  ).toThrow("Known stages: dev.");
  const { ports } = sitDown(["Mars"]);
  await expect(authorizeStage(target, order, ports)).rejects.toThrow('Unknown data centre "Mars": use one of US, EU,');
});
