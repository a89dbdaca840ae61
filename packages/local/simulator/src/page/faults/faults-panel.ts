import type { PageFaults } from "../../page-api.ts";
import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import { describePending } from "./describe-pending.ts";
import { faultForm } from "./fault-form.ts";
import { pendingList } from "./pending-list.ts";

/** Where clicks and calls are made to go wrong on purpose; `counted` hears how many faults have yet to happen. */
export async function faultsPanel(page: Page, counted: (count: number) => void): Promise<HTMLElement> {
  const pending = element("div");
  const problem = element("p", { class: "exchange-problem", role: "alert", hidden: true });
  const deliveries = element("div");
  const show = (faults: PageFaults): void => {
    pending.replaceChildren(pendingList(faults.pending, takeBack));
    counted(faults.pending.length);
  };
  const change = async (asked: Promise<PageFaults>, told: (faults: PageFaults) => string): Promise<void> => {
    try {
      const faults = await asked;
      problem.hidden = true;
      show(faults);
      pending.scrollIntoView({ block: "nearest" });
      announce(told(faults));
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    }
  };
  const takeBack = (id: string): Promise<void> => change(server.takeFaultBack(id), () => "Taken back");
  const add = (wish: Parameters<typeof server.addFault>[0]): Promise<void> =>
    change(server.addFault(wish), ({ pending: all }) => {
      const newest = all.findLast(({ of, kind }) => of === wish.of && kind === wish.kind);
      return newest === undefined ? "Added" : `${newest.kind}: ${describePending(newest)}`;
    });

  const faults = await server.faults();
  show(faults);
  page.exchanges.watch((now) => {
    // What has happened is none of those that have yet to.
    if (now?.report?.faults !== undefined) void server.faults().then(show, () => {});
  });
  const names = page.state.actions.filter(({ executionType }) => executionType === "webhook").map(({ name }) => name);
  deliveries.append(
    faultForm({ of: "delivery", legend: "How a click arrives", kinds: faults.deliveries, ons: ["any", ...names] }, add),
  );
  return element(
    "section",
    { class: "panel faults-panel" },
    pending,
    problem,
    deliveries,
    element(
      "details",
      { class: "fault-calls" },
      element("summary", {}, "Calls of Cliq's REST API"),
      element(
        "p",
        { class: "note" },
        "These concern the registrar, which makes such calls when the stack is deployed or destroyed, the drift check and the token keeper. A click makes none.",
      ),
      faultForm({ of: "call", legend: "How a call ends", kinds: faults.calls, ons: faults.operations }, add),
    ),
  );
}
