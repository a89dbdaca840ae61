import { element } from "../dom/element.ts";
import { formatMs } from "../dom/format.ts";

const tickMs = 100;

/** How long a click has been under way, as it goes on; it stops when it is no longer shown. */
export function runningClock(at: number): HTMLElement {
  const time = element("strong");
  const tick = (): void => {
    time.textContent = formatMs(Math.max(0, Date.now() - at));
  };
  tick();
  const timer = setInterval(() => {
    if (time.isConnected) tick();
    else clearInterval(timer);
  }, tickMs);
  return element("p", { class: "timing-total", role: "timer" }, time, " and no answer yet");
}
