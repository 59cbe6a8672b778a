// A code that is read aloud can also be copied.
import { all, toast, word } from "./words.js";

export function copying(root) {
  if (!navigator.clipboard) return;
  for (const button of all(root, "[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(word("copied"));
    });
  }
}
