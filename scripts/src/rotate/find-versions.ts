import { digestCredential } from "@cliq-actions/aws/credential";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { pointsTo } from "@cliq-actions/registrar/drift/find-drift";
import type { StageConnection } from "../stage/connect-stage.ts";
import { type LiveFunction, readLiveFunctions } from "../stage/read-functions.ts";

/** What a look at a stage's credential versions found. Whatever could not be read is missing, and `unread` says why. */
export interface FoundVersions {
  /** In infra/stages.ts. */
  readonly written: number | undefined;
  /** Of the stack, such as "UPDATE_ROLLBACK_COMPLETE". */
  readonly status?: string;
  /** What the stack tells. */
  readonly deployed?: number | undefined;
  /** What each of the functions that Cliq's URLs lead to accepts. */
  readonly accepted?: readonly number[] | undefined;
  /** How many of the stage's URLs in Cliq are of which version; of "unaccepted" ones the function refuses the credential. */
  readonly held?: ReadonlyMap<number | "unaccepted", number> | undefined;
  readonly unread: readonly string[];
}

/** Looks at the file, the deployed functions and Cliq. Never rejects: what cannot be read is said to be unread. */
export async function findVersions(
  readWritten: () => Promise<number>,
  connect: () => Promise<StageConnection>,
  explain: (error: unknown) => string,
): Promise<FoundVersions> {
  const unread: string[] = [];
  const attempt = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      unread.push(`${what} could not be read: ${explain(error).replace(/\.$/, "")}.`);
      return undefined;
    }
  };
  const written = await attempt("infra/stages.ts", readWritten);
  const connection = await attempt("The stack", connect);
  const stack = connection?.stack;
  if (connection === undefined || stack === undefined) return { written, unread };
  const deployed = Number(stack.outputs.CredentialVersion) || undefined;
  const functions = await attempt("What the functions accept", async () =>
    readLiveFunctions(connection.aws.lambda, stack),
  );
  const held =
    functions === undefined ? undefined : await attempt("What Cliq holds", async () => readHeld(connection, functions));
  const accepted = functions === undefined || functions.length === 0 ? undefined : acceptedByAll(functions);
  return { written, status: stack.status, deployed, accepted, held, unread };
}

/** Of which version each URL is that Cliq shows below the stage's origin: by digest, and by the function that it leads to. */
async function readHeld(
  { cliq, names }: StageConnection,
  functions: readonly LiveFunction[],
): Promise<Map<number | "unaccepted", number>> {
  const origin = names?.apiOrigin;
  if (origin === undefined) throw new Error("the stack does not tell its API's address");
  const listed = await connectMessageActions(cliq).list();
  if (!listed.ok) throw new Error(listed.error.message);
  const held = new Map<number | "unaccepted", number>();
  for (const { execution_url: url } of listed.value) {
    if (url === undefined || !pointsTo(url, origin)) continue;
    const [slug, credential = ""] = url.slice(`${origin}/actions/`.length).split("/");
    const target = functions.find((one) => one.slug === slug);
    const at = target?.digests.indexOf(digestCredential(credential)) ?? -1;
    const version = target === undefined || at < 0 ? "unaccepted" : target.version - 1 + at;
    held.set(version, (held.get(version) ?? 0) + 1);
  }
  return held;
}

/** What every one of the functions accepts. */
function acceptedByAll(functions: readonly LiveFunction[]): readonly number[] {
  const [first, ...rest] = functions.map(({ digests, version }) => digests.map((_, at) => version - 1 + at));
  return (first ?? []).filter((version) => rest.every((others) => others.includes(version)));
}

/** What was found, in sentences: nothing is said of what was not read but that it was not. */
export function describeFound({ written, status, deployed, accepted, held, unread }: FoundVersions): string[] {
  return [
    ...(written === undefined ? [] : [`infra/stages.ts says credentialVersion ${written}.`]),
    ...(status === undefined
      ? []
      : [`The stack is ${status}${deployed === undefined ? "" : `, at version ${deployed}`}.`]),
    ...(accepted === undefined
      ? []
      : [
          accepted.length === 0
            ? "Its functions have no version in common."
            : `Its functions accept the URLs of versions ${accepted.join(", ")} now, and no others.`,
        ]),
    ...(held === undefined ? [] : [describeHeld(held)]),
    ...unread,
  ];
}

function describeHeld(held: ReadonlyMap<number | "unaccepted", number>): string {
  const versions = [...held]
    .filter(([version]) => version !== "unaccepted")
    .map(([version, count]) => `${count} of version ${version}`);
  const refused = held.get("unaccepted") ?? 0;
  if (held.size === 0) return "Cliq shows no URL of this stage.";
  const all = versions.length === 0 ? "" : `Of the stage's URLs that Cliq shows, ${versions.join(" and ")}. `;
  return refused === 0
    ? `${all}Each is accepted.`
    : `${all}${refused === 1 ? "One is" : `${refused} are`} refused by the function it leads to: its clicks fail.`;
}
