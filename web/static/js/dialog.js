// Panels at the end edge: opened by a button, closed by Escape, focus goes back by itself.
import { all } from "./words.js";

export function dialogs(root) {
  for (const button of all(root, "[data-opens]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
  }
  for (const dialog of all(root, "dialog[data-dialog]")) {
    if (dialog.open) {
      dialog.close();
      dialog.showModal();
    }
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }
}
