// Lists: the bar of what can be done shows when rows are chosen; J and K move, X chooses.
import { all } from "./words.js";

export function lists(root) {
  for (const box of all(root, ".table-box")) {
    const rows = () => [...box.querySelectorAll("[data-choose]")];
    const bar = box.querySelector("[data-bulk]");
    const every = box.querySelector("[data-choose-all]");
    if (!bar && !every) continue;
    const count = () => {
      const chosen = rows().filter((one) => one.checked).length;
      if (bar) {
        bar.hidden = chosen === 0;
        bar.querySelector("[data-count]").textContent = String(chosen);
      }
      if (every) {
        every.checked = chosen > 0 && chosen === rows().length;
        every.indeterminate = chosen > 0 && !every.checked;
      }
    };
    box.addEventListener("change", (event) => {
      if (event.target === every) for (const one of rows()) one.checked = every.checked;
      count();
    });
    count();
  }
}

export function step(by) {
  const links = [...document.querySelectorAll(".cell-name a, .row-title a, .today-list .what a")];
  const now = links.indexOf(document.activeElement);
  links[Math.min(Math.max(now + by, 0), links.length - 1)]?.focus();
}

export function choose() {
  document.activeElement?.closest("tr")?.querySelector("[data-choose]")?.click();
}
