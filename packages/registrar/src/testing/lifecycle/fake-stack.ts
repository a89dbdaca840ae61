import type { FakeCloudFormation, Outcome, Sending } from "./fake-cloudformation.ts";
import type { Wanted } from "./wanted.ts";
import type { Violation } from "./violation.ts";
import type { VirtualWorld } from "../virtual-world.ts";

/** How an operation on a stack goes, the registrar aside. */
export interface Course {
  /** How each of its events is sent. */
  sending(): Pick<Sending, "delaysMs" | "cancelAfterMs" | "requestId">;
  /** Whether another resource fails after this one has succeeded. */
  readonly failsElsewhere: boolean;
}

/** Where a stack stands: its resource as committed, or stuck in a state that only an operator ends. */
export type StackStatus = "steady" | "delete-failed" | "rollback-failed";

/** Which stack it is, and who is told of what becomes of its resource. */
export interface StackTerms {
  readonly stackId: string;
  readonly stage: string;
  readonly onCommit: (wanted: Wanted) => void;
  /** A set whose update did not fail here is taken back. */
  readonly onTakenBack: (wanted: Wanted) => void;
  /** Also tells the last set that it was asked for, and whether that was the only one. */
  readonly onEnd: (last: Wanted, isFirst: boolean) => void;
}

/** One stack with one custom resource, as CloudFormation treats it. */
export function fakeStack(
  world: VirtualWorld,
  cloudFormation: FakeCloudFormation,
  { stackId, stage, onCommit, onTakenBack, onEnd }: StackTerms,
) {
  let committed: Wanted | undefined;
  let physicalId: string | undefined;
  let sent: Wanted | undefined;
  let last: Wanted = { actions: [], version: 1 };
  let status: StackStatus = "steady";
  let hasNotFailed = false;
  const sets: Wanted[] = [];
  const named = new Set<string>();
  const iconed = new Set<string>();
  let updates = 0;
  const problems: string[] = [];
  const reasons: string[] = [];

  const send = async (type: "Create" | "Update" | "Delete", wanted: Wanted, course: Course): Promise<Outcome> => {
    const id = type === "Create" ? undefined : (physicalId ?? "cliq_Actions_1X2INVENTED3");
    // CloudFormation only abandons what it then undoes.
    const { cancelAfterMs, ...sending } = course.sending();
    const isCancelled = cancelAfterMs !== undefined && type !== "Delete";
    const outcome = await cloudFormation.send(stackId, type, {
      wanted,
      ...sending,
      ...(id === undefined ? {} : { physicalId: id }),
      ...(type === "Update" && sent !== undefined ? { previous: sent } : {}),
      ...(isCancelled ? { cancelAfterMs } : {}),
    });
    sent = wanted;
    if (type === "Update") updates += 1;
    if (outcome === "unanswered") {
      if (!isCancelled) problems.push(`${type} was not answered in time`);
      return outcome;
    }
    if (outcome.status === "FAILED") reasons.push(`${type}: ${outcome.reason}`);
    if (physicalId !== undefined && outcome.physicalId !== physicalId) problems.push(`${type} changed the physical id`);
    physicalId = outcome.physicalId;
    return outcome;
  };
  const succeeds = (outcome: Outcome): boolean => outcome !== "unanswered" && outcome.status === "SUCCESS";

  const remove = async (course: Course): Promise<void> => {
    if (succeeds(await send("Delete", committed ?? last, course))) {
      committed = undefined;
      onEnd(last, updates === 0);
      physicalId = undefined;
      status = "steady";
    } else {
      status = "delete-failed";
    }
  };
  const restore = async (course: Course): Promise<void> => {
    status = succeeds(await send("Update", committed ?? last, course)) ? "steady" : "rollback-failed";
    if (status === "steady" && hasNotFailed) onTakenBack(last);
  };
  return {
    stackId,
    stage,
    status: () => status,
    committed: () => committed,
    /** Every set it was asked for. */
    sets: sets as readonly Wanted[],
    /** Ids that any of its sets was to adopt. */
    named: named as ReadonlySet<string>,
    /** Those of them that were to get an icon, which Cliq neither shows nor takes away again. */
    iconed: iconed as ReadonlySet<string>,
    problems,
    reasons,
    /** Creates the resource or changes it; what fails is rolled back. */
    deploy: async (wanted: Wanted, course: Course): Promise<void> => {
      const isFirst = committed === undefined;
      last = wanted;
      sets.push(wanted);
      if (isFirst) updates = 0;
      for (const { adopt = "", ...one } of [...wanted.actions, ...(wanted.functions ?? [])]) {
        named.add(adopt);
        if ("image" in one) iconed.add(adopt);
      }
      const outcome = await send(isFirst ? "Create" : "Update", wanted, course);
      const done = succeeds(outcome);
      hasNotFailed = done || outcome === "unanswered";
      if (done && !course.failsElsewhere) {
        committed = wanted;
        onCommit(wanted);
        return;
      }
      // CloudFormation takes a moment before it rolls back.
      await world.sleep(1_000);
      await (isFirst ? remove(course) : restore(course));
    },
    /** Removes the resource. */
    remove,
    /** What an operator does about a stack that is stuck: tries the same again. */
    retry: async (course: Course): Promise<void> => {
      if (status === "delete-failed") await remove(course);
      if (status === "rollback-failed") await restore(course);
    },
  };
}

/** See {@link fakeStack}. */
export type FakeStack = ReturnType<typeof fakeStack>;

/** What was wrong with the answers of a stack's resource. */
export function toProblems({ problems }: Pick<FakeStack, "problems">): readonly Violation[] {
  return problems.map((what) => ({ invariant: "always answered", what }));
}
