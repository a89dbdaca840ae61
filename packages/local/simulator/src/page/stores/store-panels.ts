import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import type { Tab, TabPanels } from "../panels/tab-panels.ts";
import { server } from "../state/call-server.ts";
import type { StoreView } from "../../page-api.ts";
import { drawBucket } from "./bucket-panel.ts";
import { drawQueue } from "./queue-panel.ts";
import { drawTable } from "./table-panel.ts";

function drawStore(store: StoreView, opened: Set<string>): HTMLElement[] {
  if (store.kind === "queue") return drawQueue(store);
  return store.kind === "table" ? drawTable(store) : drawBucket(store, opened);
}

function countOf(store: StoreView): number {
  if (store.kind === "queue") return store.messages.length;
  return store.kind === "table" ? store.rows.length : store.objects.length;
}

/** Keeps a tab for each store of the stack's actions, and reads them anew when asked. */
export function storePanels(
  tabs: TabPanels,
  fixed: { readonly before: readonly Tab[]; readonly after: readonly Tab[] },
): () => Promise<void> {
  const panels = new Map<string, HTMLElement>();
  const opened = new Set<string>();
  const drawn = new Map<string, string>();
  let shape = "";

  const panelOf = ({ name }: StoreView): HTMLElement => {
    const known = panels.get(name) ?? element("section", { class: "panel store-panel" });
    panels.set(name, known);
    return known;
  };
  const draw = (stores: readonly StoreView[]): void => {
    for (const store of stores) {
      const text = JSON.stringify(store);
      // What is as it was is not drawn again: somebody may be reading or copying it.
      if (drawn.get(store.name) === text) continue;
      drawn.set(store.name, text);
      panelOf(store).replaceChildren(...drawStore(store, opened));
    }
    const next = stores.map(({ name }) => name).join(" ");
    if (next !== shape || shape === "") {
      shape = next;
      tabs.setTabs([
        ...fixed.before,
        ...stores.map((store, index): Tab => ({
          id: `store-${index}`,
          label: store.label,
          icon: store.kind === "table" ? "table" : "box",
          content: panelOf(store),
        })),
        ...fixed.after,
      ]);
    }
    for (const [index, store] of stores.entries()) tabs.setCount(`store-${index}`, countOf(store));
  };

  return async () => {
    try {
      draw(await server.stores());
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
  };
}
