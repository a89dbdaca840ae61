import { element } from "./element.ts";

/** How long Cliq waits for an answer (protocol page 2.6). */
const patienceMs = 15_000;
const tickMs = 100;

/** How much of the time that Cliq waits has passed since `at`; it stops when it is no longer shown. */
export function waitingBar(at: number): HTMLElement {
  const bar = element("progress", {
    class: "waiting-bar",
    max: patienceMs,
    "aria-label": "Of the 15 seconds that Cliq waits",
  });
  const words = new Text();
  const tick = (): void => {
    const passedMs = Math.min(patienceMs, Math.max(0, Date.now() - at));
    bar.value = passedMs;
    bar.classList.toggle("waiting-long", passedMs > patienceMs * 0.66);
    words.data = `${(passedMs / 1_000).toFixed(1)} of 15 s`;
  };
  tick();
  const timer = setInterval(() => (bar.isConnected ? tick() : clearInterval(timer)), tickMs);
  return element("span", { class: "waiting" }, bar, element("span", { "aria-hidden": "true" }, words));
}
