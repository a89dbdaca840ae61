import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { describe, expect, it } from "vitest";
import { anAction } from "../virtual-stage.ts";
import { human } from "../human.ts";
import { serviceTimeoutMs } from "./fake-cloudformation.ts";
import { apiOrigin } from "./wanted.ts";
import { beginRow, calm, set, undone, worlds } from "./lifecycle-row.ts";

const a = set(anAction("a"));
const minuteMs = 60_000;

describe.each(Object.entries(worlds))("in a Cliq: %s", (_world, options) => {
  const isPrompt = options.listDelayMs === undefined;
  const isSeenByAll = options.visibility !== "own";

  it("C1: a first deployment takes five calls at most, and one more where no answer shows what decides", async () => {
    const row = beginRow(options);
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect([row.answers(0), row.ids().length]).toEqual([["SUCCESS"], 1]);
    if (isPrompt)
      expect(row.organisation.model.calls().length).toBeLessThanOrEqual(options.hiddenFields === undefined ? 5 : 6);
  });

  it("C2: a create that was applied although its answer was lost is found", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({ on: "createAction", kind: "applied-then-lost" });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect([row.answers(0), row.ids().length]).toEqual([["SUCCESS"], 1]);
    if (isPrompt) expect(row.newCalls().createAction).toBe(1);
  });

  it("C3: a create that never arrived is sent again", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({ on: "createAction", kind: "lost" });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect([row.answers(0), row.newCalls().createAction]).toEqual([["SUCCESS"], 2]);
  });

  it("C5: where the permissions cannot be set, nothing stays", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({ on: "updateHandler", kind: "refuse" });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect(row.reason()).toContain("execution_handler_update_failed");
    expect([row.answers(0), row.answers(1), row.ids()]).toEqual([["FAILED"], ["SUCCESS"], []]);
  });

  it("C7: somebody's action with our name is named with its creator and stays as it is", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      row.organisation.createByHand("Do a");
      await row.pause();
      await row.stack.deploy(a, calm);
    });
    expect(violations).toEqual([]);
    const parts = isSeenByAll ? [...row.organisation.theirs.keys(), "Robin Vale"] : ["msgaction_name_already_exists"];
    for (const part of parts) expect(row.reason()).toContain(part);
    expect([row.answers(0), row.answers(1)]).toEqual([["FAILED"], ["SUCCESS"]]);
  });

  it("C8: another stack's action is not taken over without being told to", async () => {
    const row = beginRow(options);
    const other = row.newStack();
    await row.live(async () => {
      await other.deploy(a, calm);
      await row.pause();
      await row.stack.deploy(a, calm);
    });
    expect(row.reason()).toContain("adopt:");
    expect([row.stack.committed(), other.committed(), row.ids().length]).toEqual([undefined, a, 1]);
  });

  it("C9: an action is adopted by its id and outlives the stack, where Cliq shows all that could have to be given back", async () => {
    const row = beginRow({ ...options, foreignEdits: "allowed" });
    const isShown = options.reads !== "sparse" && options.hiddenFields === undefined && isSeenByAll;
    let id = "";
    await row.live(async () => {
      const fields = {
        name: "Theirs",
        hint: "By hand",
        message_types: ["text"],
        execution_type: "webhook",
        execution_url: "https://theirs.example/",
      } as const;
      ({ id } = row.organisation.model.actAs(human).create({ ...fields, scope: "organization" }, row.world.now()));
      await row.pause();
      await row.stack.deploy(set(anAction("a", { adopt: id })), calm);
      const held = row.organisation.ours().map(({ name, hint }) => [name, hint]);
      expect(held).toEqual([isShown ? ["Do a", "Does a"] : ["Theirs", "By hand"]]);
      if (isShown) await row.stack.remove(calm);
    });
    expect([row.answers(0), row.answers(1), row.ids()]).toEqual([[isShown ? "SUCCESS" : "FAILED"], ["SUCCESS"], [id]]);
  });

  it("C11: the organisation's limit fails the deployment at once", async () => {
    const row = beginRow(options, { options: { maxActions: 1 } });
    const violations = await row.live(async () => {
      row.organisation.createByHand("Theirs");
      await row.pause();
      await row.stack.deploy(a, calm);
    });
    expect(violations).toEqual([]);
    expect(row.reason()).toContain("msgaction_creation_limit_exceeded");
    const [sent] = row.cloudFormation.sent;
    expect((sent?.answers[0]?.at ?? Number.POSITIVE_INFINITY) - (sent?.sentAt ?? 0)).toBeLessThan(minuteMs);
  });

  it.each([
    { name: "x".repeat(31) },
    { hint: "x".repeat(129) },
    { scope: "team", team_ids: ["1", "2", "3", "4", "5"] },
    { message_types: [] },
  ] as const)("C12: %j is refused before any call", async (change) => {
    const row = beginRow(options);
    expect(await row.live(async () => row.stack.deploy(set(anAction("a", change)), calm))).toEqual([]);
    expect([row.answers(0), row.newCalls()]).toEqual([["FAILED"], {}]);
  });

  it("C13: a URL of 225 characters is taken, and one of 226 is not", async () => {
    const withLength = (length: number): string => {
      const short = apiOrigin.length + "/actions/a/".length + 43;
      return apiOrigin.replace("abc123", `abc123${"x".repeat(length - short)}`);
    };
    const row = beginRow(options);
    expect(await row.live(async () => row.stack.deploy({ ...a, origin: withLength(225) }, calm))).toEqual([]);
    expect(row.organisation.ours()[0]?.executionUrl).toHaveLength(225);
    const long = beginRow(options);
    await long.live(async () => long.stack.deploy({ ...a, origin: withLength(226) }, calm));
    expect([long.answers(0), long.newCalls()]).toEqual([["FAILED"], {}]);
  });

  it("C16: a lock without end is given up in time, and leaves nothing", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({ on: "updateHandler", kind: "throttle", times: 99 });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect([row.answers(0), row.answers(1), row.ids()]).toEqual([["FAILED"], ["SUCCESS"], []]);
    expect(row.reason()).toContain("locked");
  });

  it("C17: one refusal for the limits is waited out, with no call during the lock", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({ on: "updateHandler", kind: "throttle" });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect(row.answers(0)).toEqual(["SUCCESS"]);
    expect(row.organisation.model.calls().filter(({ throttled }) => throttled !== undefined)).toHaveLength(1);
  });

  it("C19: two stacks of one user that deploy at once keep to the limits together", async () => {
    const row = beginRow(options);
    const other = row.newStack();
    const many = (prefix: string) => set(...Array.from({ length: 9 }, (_, at) => anAction(`${prefix}${at}`)));
    await row.live(
      async () => void (await Promise.all([row.stack.deploy(many("a"), calm), other.deploy(many("b"), calm)])),
    );
    expect([row.answers(0), row.answers(1), row.ids().length]).toEqual([["SUCCESS"], ["SUCCESS"], 18]);
    expect([
      row.budget.check(row.organisation.model.calls()),
      row.organisation.model.calls().filter(({ throttled }) => throttled !== undefined),
    ]).toEqual([[], []]);
  });

  it("C22, C23: without a token a deployment fails at once, and so does a Delete, until there is one again", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      row.organisation.refuseTokens(new TokenRefused("invalid_code"));
      await row.stack.deploy(a, calm);
      row.organisation.refuseTokens(undefined);
      await row.stack.deploy(a, calm);
      row.organisation.refuseTokens(new TokenRefused("invalid_code"));
      await row.stack.remove(calm);
      expect([row.stack.status(), row.ids().length]).toEqual(["delete-failed", 1]);
      row.organisation.refuseTokens(undefined);
      await row.stack.retry(calm);
    });
    expect(violations).toEqual([]);
    expect(row.cloudFormation.sent.map((_, at) => row.answers(at)[0])).toEqual([
      "FAILED",
      "SUCCESS",
      "SUCCESS",
      "FAILED",
      "SUCCESS",
    ]);
    for (const { sentAt, answers } of row.cloudFormation.sent)
      expect((answers[0]?.at ?? 0) - sentAt).toBeLessThan(2 * minuteMs);
    expect(row.stack.reasons.every((reason) => reason.includes("pnpm cliq authorize --stage <stage> --rotate"))).toBe(
      true,
    );
    expect(row.stack.reasons[1]).toContain(
      row.organisation.model
        .calls()
        .find(({ operation }) => operation === "updateHandler")
        ?.path.split("/")[4],
    );
  });

  it("C24: missing scopes are named", async () => {
    const row = beginRow(options, { options: { scopes: ["ZohoCliq.messageactions.READ"] } });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect(row.reason()).toContain("ZohoCliq.messageactions.CREATE");
  });

  it("C25: a token of another data centre is said to be that", async () => {
    const row = beginRow(options);
    row.organisation.model.inject({
      on: "any",
      kind: "status",
      status: 401,
      body: '{"message":"invalid AuthToken"}',
      times: 99,
    });
    expect(await row.live(async () => row.stack.deploy(a, calm))).toEqual([]);
    expect(row.reason()).toContain("data centre");
  });

  it.each([1_000, 1_300, 1_600, 2_000, 2_500])(
    "C26: a Delete with an invented id %i ms into a Create stops it and removes everything",
    async (cancelAfterMs) => {
      const row = beginRow(options);
      const wanted = set(anAction("a"), anAction("b"), anAction("c"));
      const violations = await row.live(async () => {
        await row.stack.deploy(wanted, { ...calm, sending: () => ({ delaysMs: [900], cancelAfterMs }) });
        await row.untilQuiet();
      });
      expect(violations).toEqual([]);
      expect([row.answers(0).length, row.answers(1), row.ids()]).toEqual([1, ["SUCCESS"], []]);
    },
  );

  it("C26: a Delete that comes before its Create does not let it begin", async () => {
    const row = beginRow(options);
    let sent = 0;
    const violations = await row.live(async () =>
      row.stack.deploy(a, {
        ...calm,
        sending: () => {
          sent += 1;
          return { delaysMs: [sent === 1 ? 30_000 : 100], cancelAfterMs: 1_000 };
        },
      }),
    );
    expect(violations).toEqual([]);
    expect([row.answers(0), row.answers(1), row.newCalls()]).toEqual([["FAILED"], ["SUCCESS"], {}]);
  });

  it("C29: the same event delivered twice makes one action and two equal answers", async () => {
    const row = beginRow(options);
    expect(
      await row.live(async () => row.stack.deploy(a, { ...calm, sending: () => ({ delaysMs: [100, 400, 90_000] }) })),
    ).toEqual([]);
    expect([row.answers(0), row.newCalls().createAction]).toEqual([["SUCCESS", "SUCCESS", "SUCCESS"], 1]);
    expect(new Set(row.cloudFormation.sent[0]?.answers.map(({ document }) => document)).size).toBe(1);
  });

  it.each([
    ["C32: a new hint", { hint: "Another" }],
    ["C33: a new name", { name: "Renamed" }],
  ])("%s is one change in place", async (_row, change) => {
    const row = beginRow(options);
    let id: readonly string[] = [];
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      id = row.ids();
      await row.pause();
      row.newCalls();
      await row.stack.deploy(set(anAction("a", change)), calm);
    });
    expect(violations).toEqual([]);
    const { updateAction, createAction, deleteAction } = row.newCalls();
    expect([row.ids(), updateAction, createAction, deleteAction, row.cloudFormation.sent.length]).toEqual([
      id,
      1,
      undefined,
      undefined,
      2,
    ]);
  });

  it("C34: a new name that is taken leaves the old one", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      row.organisation.createByHand("Theirs");
      await row.pause();
      await row.stack.deploy(set(anAction("a", { name: "Theirs" })), calm);
    });
    expect(violations).toEqual([]);
    expect([row.answers(1), row.answers(2), row.organisation.ours()[0]?.name]).toEqual([
      ["FAILED"],
      ["SUCCESS"],
      "Do a",
    ]);
  });

  it("C37: a new version of the credentials moves every action, and its rollback moves them back", async () => {
    const row = beginRow(options);
    const wanted = set(anAction("a"), anAction("b"));
    const violations = await row.live(async () => {
      await row.stack.deploy(wanted, calm);
      const ids = row.ids();
      await row.stack.deploy({ ...wanted, version: 2 }, calm);
      await row.stack.deploy({ ...wanted, version: 3 }, undone);
      expect(row.ids()).toEqual(ids);
    });
    expect([violations, row.stack.committed()?.version]).toEqual([[], 2]);
  });

  it("C38: a change whose answer was lost is completed", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      row.organisation.model.inject({ on: "updateAction", kind: "applied-then-lost" });
      await row.stack.deploy(set(anAction("a", { hint: "Another" })), calm);
    });
    expect([violations, row.answers(1)]).toEqual([[], ["SUCCESS"]]);
  });

  it("C40: a rollback that meets a lock waits for it", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      row.organisation.model.inject({ on: "updateHandler", kind: "refuse" });
      row.organisation.model.inject({ on: "updateAction", kind: "throttle", nth: 2 });
      await row.stack.deploy(set(anAction("a", { hint: "Another" })), calm);
    });
    expect([violations, row.answers(1), row.answers(2)]).toEqual([[], ["FAILED"], ["SUCCESS"]]);
    expect((row.cloudFormation.sent[2]?.answers[0]?.at ?? 0) - (row.cloudFormation.sent[2]?.sentAt ?? 0)).toBeLessThan(
      serviceTimeoutMs,
    );
  });

  it("C41: what was deleted by hand is made again, and the resource stays the same", async () => {
    const row = beginRow({ ...options, foreignEdits: "allowed" });
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      row.organisation.editOurs(0, "remove");
      await row.pause();
      await row.stack.deploy(set(anAction("a", { hint: "Another" })), calm);
    });
    expect([violations, row.answers(1), row.ids().length]).toEqual([[], ["SUCCESS"], 1]);
  });

  it("C43: what another release has written is read, and what it adds is kept", async () => {
    const row = beginRow(options);
    const violations = await row.live(async () => {
      await row.stack.deploy({ ...a, unknown: { Hue: "blue" } }, calm);
      row.table.rewrite(({ actions, userId }) => ({
        actions: { a: { ...actions.a, phase: "registered", mood: "good" } },
        deadlines: {},
        userId,
        era: 1,
      }));
      await row.stack.deploy(set(anAction("a", { hint: "Another" })), undone);
      row.table.rewrite((state) => {
        expect(state).toMatchObject({ era: 1, actions: { a: { mood: "good" } } });
        return { ...state, latest: undefined, outcomes: undefined, generation: undefined };
      });
      await row.stack.remove(calm);
    });
    expect([violations, row.ids()]).toEqual([[], []]);
  });

  it("C46: a Delete of what is gone succeeds", async () => {
    const row = beginRow({ ...options, foreignEdits: "allowed" });
    const violations = await row.live(async () => {
      await row.stack.deploy(a, calm);
      row.organisation.editOurs(0, "remove");
      await row.stack.remove(calm);
    });
    expect([violations, row.answers(1)]).toEqual([[], ["SUCCESS"]]);
  });
});
