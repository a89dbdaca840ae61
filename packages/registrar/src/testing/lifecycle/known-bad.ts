import type { ManifestAction } from "@cliq-actions/core";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import type { CustomResourceRequest } from "../../custom-resource/custom-resource-request.ts";
import { shareBudget } from "../../budget/share-budget.ts";
import { serveCustomResource } from "../../custom-resource/serve-custom-resource.ts";
import { type Ledger, LedgerConflict, type LedgerState } from "../../registrar/ledger.ts";
import { parseProperties } from "../../registrar/parse-properties.ts";
import { toDesiredSet } from "../../registrar/desired-set.ts";
import { signingKey } from "./described.ts";
import { type Outside, putFrom, sendFrom } from "./outside.ts";
import type { ProcessLife } from "./process-life.ts";
import { realRegistrar, type RegistrarUnderTest, registrarOn } from "./registrar-under-test.ts";

const minuteMs = 60_000;

/**
 * Registrars that others have built, or that ours once was: each lacks one thing, or all. Whatever passes them proves
 * nothing.
 */
export const knownBad = {
  /** Ours, but a Delete leaves nothing in the ledger that a Create, still at work or late, would see. */
  "no tombstone": registrarOn((life, { table }, key) => withoutTombstone(table.open(life, key))),
  /** Ours, but nobody waits for anybody: each run believes that it is alone, and the last write wins. */
  "no lease": registrarOn((life, { table }, key) => withoutLease(table.open(life, key))),
  /** Looks before it creates, and takes for its own whatever has the name. */
  "no ownership proof": byName(async (client, name) => {
    const listed = await client.list();
    return listed.ok ? listed.value.find((action) => action.name === name)?.id : undefined;
  }),
  /** Creates, and deletes by name. */
  naive: byName(async () => undefined),
  /** Ours, but what it has made is not in the ledger of its Delete. */
  "forgets what it removes": async (life, outside, event, remainingMs) => {
    const isDelete = "RequestType" in event && event.RequestType === "Delete";
    await (isDelete ? forgetful : realRegistrar)(life, outside, event, remainingMs);
  },
  /** Ours, but it deletes what people have made. */
  "tidies up": async (life, outside, event, remainingMs) => {
    await realRegistrar(life, outside, event, remainingMs);
    await removeByName(connectMessageActions(connectionOf(life, outside)), ["Theirs"]);
  },
  "answers nothing": answering(() => 200),
  "answers late": answering((put, { world }) => {
    world.after(4_000_000, () => void put());
    return 200;
  }),
  "answers twice": answering((put) => {
    put();
    return put(toOther);
  }),
  "answers at length": answering((put) => put((document) => ({ ...document, Data: { Count: "1".repeat(5_000) } }))),
  "answers under another name": answering((put) =>
    put((document) => ({ ...document, PhysicalResourceId: String(document.RequestId) })),
  ),
  "leaks into its answers": answering((put, _outside, token) =>
    put((document) => ({ ...document, Reason: `Bearer ${token}` })),
  ),
  /** Ours, but it writes its event down. */
  "leaks into the log": async (life, outside, event, remainingMs) => {
    outside.log.push(JSON.stringify(event));
    await realRegistrar(life, outside, event, remainingMs);
  },
  /** Ours, but a lock is over for it when a minute is. */
  "ignores locks": registrarOn(
    (life, { table }, name) => table.open(life, name),
    (budget, { clock }) => ({
      ...budget,
      take: async (operation) => {
        const [waitMs = 0] = await budget.forecast([operation]);
        if (waitMs < 2 * minuteMs) return budget.take(operation);
        await clock.sleep(minuteMs);
        return { granted: true };
      },
      reserve: async () => ({ granted: true }),
    }),
  ),
  /** Ours, but it waits for nothing but locks. */
  "ignores limits": registrarOn(
    (life, { table }, name) => table.open(life, name),
    (budget) => ({
      ...budget,
      take: async (operation) => {
        const [waitMs = 0] = await budget.forecast([operation]);
        return waitMs > 2 * minuteMs ? budget.take(operation) : { granted: true };
      },
      reserve: async () => ({ granted: true }),
    }),
  ),
  /** Ours, but it goes on looking when all is done. */
  loops: async (life, outside, event, remainingMs) => {
    await realRegistrar(life, outside, event, remainingMs);
    const wait = async (ms: number): Promise<boolean> => life.clock.sleep(ms).then(() => true);
    const budget = shareBudget({ store: outside.budget.store, share: outside.budget.share, wait, jitterMs: () => 0 });
    const client = connectMessageActions({ ...connectionOf(life, outside), budget });
    for (let looks = 0; looks < 200; looks += 1) await client.list();
  },
} as const satisfies Record<string, RegistrarUnderTest>;

const forgetful = registrarOn((life, { table }, key) => {
  const ledger = table.open(life, key);
  return {
    ...ledger,
    load: async () => {
      const row = await ledger.load();
      return row === undefined ? undefined : { ...row, actions: {}, functions: {} };
    },
  };
});

function withoutTombstone(ledger: Ledger): Ledger {
  let own: LedgerState["latest"];
  return {
    ...ledger,
    load: async () => {
      const row = await ledger.load();
      return row === undefined ? undefined : { ...row, latest: own, deadlines: {} };
    },
    save: async (state) => {
      await ledger.save(state);
      own = state.latest;
    },
  };
}

function withoutLease(ledger: Ledger): Ledger {
  let own: Pick<LedgerState, "lease" | "latest" | "generation"> = {};
  return {
    load: async () => {
      const row = await ledger.load();
      return row === undefined ? undefined : { ...row, lease: undefined, ...own };
    },
    save: async (state) => {
      for (;;) {
        try {
          await ledger.save(state);
          break;
        } catch (error) {
          if (!(error instanceof LedgerConflict)) throw error;
          await ledger.load();
        }
      }
      own = { lease: state.lease, latest: state.latest, generation: state.generation };
    },
  };
}

function connectionOf(life: ProcessLife, outside: Outside): CliqConnection {
  return {
    origin: "https://cliq.zoho.com",
    tokens: outside.openTokens(life),
    send: sendFrom(life, outside),
    clock: life.clock,
  };
}

type Document = Record<string, unknown>;
const toOther = (document: Document): Document => ({ ...document, Status: "FAILED", Reason: "On second thoughts." });

/** Ours, but what CloudFormation is told is another's affair. */
function answering(
  tell: (put: (change?: (document: Document) => Document) => number, outside: Outside, token: string) => number,
): RegistrarUnderTest {
  return async (life, outside, event, remainingMs) => {
    const token = await outside.openTokens(life).current();
    const put = (url: string, text: string): number =>
      tell(
        (change = (document) => document) => outside.put(url, JSON.stringify(change(JSON.parse(text) as Document))),
        outside,
        token,
      );
    await realRegistrar(life, { ...outside, put }, event, remainingMs);
  };
}

function byName(find: (client: MessageActionClient, name: string) => Promise<string | undefined>): RegistrarUnderTest {
  return async (life, outside, event, remainingMs) => {
    const { clock } = life;
    const client = connectMessageActions(connectionOf(life, outside));
    const work = async (request: CustomResourceRequest): Promise<Record<string, string>> => {
      const { actions } = toDesiredSet(parseProperties(request.properties), { stage: "test", signingKey });
      const wanted = request.type === "Delete" ? [] : actions;
      if (request.type !== "Create") await removeByName(client, namesIn(event));
      for (const { name, fields, permissions } of wanted) {
        const held = await find(client, name);
        const all = { ...fields, execution_url: fields.execution_url ?? "" };
        const made = held === undefined ? await client.create(all) : await client.update(held, all);
        if (!made.ok) throw new Error(made.error.message);
        await client.updateHandler(made.value.id, { permissions });
      }
      return { Count: String(wanted.length) };
    };
    await serveCustomResource(work, { clock, write: () => undefined, put: putFrom(life, outside) })(event, {
      getRemainingTimeInMillis: () => remainingMs,
    });
  };
}

async function removeByName(client: MessageActionClient, names: readonly string[]): Promise<void> {
  const listed = await client.list();
  if (!listed.ok) return;
  for (const { id, name } of listed.value) if (names.includes(name)) await client.delete(id);
}

/** Such registrars rely on what the stack said before. */
function namesIn(event: object): readonly string[] {
  const { ResourceProperties, OldResourceProperties = ResourceProperties } = event as Record<
    string,
    { Manifest: string } | undefined
  >;
  const { actions } = JSON.parse(OldResourceProperties?.Manifest ?? '{"actions":[]}') as {
    actions: readonly ManifestAction[];
  };
  return actions.map(({ name }) => name);
}
