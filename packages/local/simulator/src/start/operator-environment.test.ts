import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeOperatorEnvironment } from "./operator-environment.ts";
import { findStarts, operatorEnvironment } from "./operator-file.ts";
import { thisProcess } from "./process-name.ts";

const root = mkdtempSync(join(tmpdir(), "operator-"));
mkdirSync(join(root, ".local"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const booted = {
  aws: { endpoint: "http://127.0.0.1:1", adminCredentials: { accessKeyId: "AKIA", secretAccessKey: "a/b+c=" } },
  cliq: { cliqUrl: "http://127.0.0.1:2", accountsUrl: "http://127.0.0.1:3" },
  actionsFolder: "/home/d'Artagnan/$(actions)\nhere",
  server: { url: "http://127.0.0.1:4" },
} as Parameters<typeof writeOperatorEnvironment>[1];

const written = (): string[] => readdirSync(join(root, ".local")).filter((name) => !name.endsWith(".lock"));
const sourced = (path: string, then: string): string =>
  execFileSync("sh", ["-c", `. ${join(root, path)} 2>&1; ${then}`], { encoding: "utf8" });

test("a shell that reads it points the SDK and the verbs at the start, until the start ends", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(operatorEnvironment);
  expect(
    sourced(path, 'echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY $CLIQ_ORIGIN"; exec printenv ZOHO_ACCOUNTS_ORIGIN'),
  ).toBe("http://127.0.0.1:1 a/b+c= http://127.0.0.1:2\nhttp://127.0.0.1:3\n");
  await remove();
  expect(written()).toEqual([]);
});

test("it names the region for the SDKs and for the AWS CLI, and no profile goes before it", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  const then = 'echo "$AWS_REGION $AWS_DEFAULT_REGION ${AWS_PROFILE-none} ${AWS_SESSION_TOKEN-none}"';
  expect(sourced(path, then)).toBe("us-east-1 us-east-1 none none\n");
  await remove();
});

/** Another process, as `thisProcess` names it there. */
async function nameAnother(): Promise<{ name: string; end(): Promise<void> }> {
  const program = `
    import { thisProcess } from ${JSON.stringify(import.meta.resolve("./process-name.ts"))};
    console.log(thisProcess());
    process.stdin.resume();
  `;
  const other = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [name] = (await once(other.stdout, "data")) as [Buffer];
  return {
    name: String(name).trim(),
    async end() {
      other.kill("SIGKILL");
      await once(other, "close");
    },
  };
}

test("of two starts at once each has its own, and ends only that; what a dead one left goes with the next", async () => {
  const other = await nameAnother();
  const theirs = ["operator.env", "operator-1.env"];
  for (const name of theirs) writeFileSync(join(root, ".local", name), `# Written by ${other.name}\nkill -0 1\n`);
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(`.local/operator-${process.pid}.env`);
  await remove();
  expect(written()).toEqual(theirs.toSorted());

  await other.end();
  const next = await writeOperatorEnvironment(root, booted);
  expect(next.path).toBe(operatorEnvironment);
  expect(written()).toEqual(["operator.env"]);
  await next.remove();
});

test("a process that has the id of a dead start by now is not taken for it", async () => {
  const began = thisProcess().split(" ");
  writeFileSync(join(root, operatorEnvironment), `# Written by ${[...began.slice(0, 2), "1"].join(" ")}\n`);
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  expect(path).toBe(operatorEnvironment);
  await remove();
});

test("a program finds the starts that live, whatever their folders are called, and a shell reads the same", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  const { actionsFolder, server } = booted;
  const [found, ...others] = await findStarts(root);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ path, actionsFolder, url: server.url, owner: thisProcess() });
  for (const [name, value] of Object.entries(found?.variables ?? {}))
    expect(sourced(path, `printf %s "$${name}"`)).toBe(value);
  expect(found?.variables).toMatchObject({ CLIQ_START: thisProcess(), CLIQ_ACTIONS_FOLDER: actionsFolder });

  const dead = readFileSync(join(root, path), "utf8").replaceAll(thisProcess(), `${thisProcess()}0`);
  for (const [name, text] of Object.entries({
    "operator-1.env": dead,
    "operator-2.env": "",
    "operator-3.env.draft": "#",
  }))
    writeFileSync(join(root, ".local", name), text);
  expect(await findStarts(root)).toEqual([found]);
  await remove();
  expect(await findStarts(root)).toEqual([]);
});

test("of many at once, every one has a file of its own name or none of another's", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => writeOperatorEnvironment(root, booted)));
  // All of one process: the first has the plain name, the others this process's.
  expect(new Set(all.map(({ path }) => path))).toEqual(
    new Set([operatorEnvironment, `.local/operator-${process.pid}.env`]),
  );
  for (const { remove } of all) await remove();
  expect(written()).toEqual([]);
});

test("what a killed start left says that it is nobody's to whoever reads it before", async () => {
  const { path, remove } = await writeOperatorEnvironment(root, booted);
  const ended = spawnSync("true").pid;
  const text = readFileSync(join(root, path), "utf8");
  writeFileSync(join(root, path), text.replaceAll(`kill -0 ${process.pid}`, `kill -0 ${ended}`));
  expect(sourced(path, "true")).toBe("The start that wrote this has ended: start again.\n");
  await remove();
});
