// A post's outcomes: only those that fit its kind can be chosen; a kind that has none, a note, is not asked.
import { all } from "./words.js";

export function outcomes(root) {
  for (const box of all(root, "[data-outcomes]")) {
    const select = document.getElementById(box.dataset.outcomes);
    const kinds = [...box.querySelectorAll("input[type=radio]")];
    const groups = select ? [...select.querySelectorAll("optgroup")] : [];
    if (!groups.length || groups.length > kinds.length) continue;
    const narrow = () => {
      const now = groups[kinds.findIndex((kind) => kind.checked)];
      for (const group of groups) group.hidden = group.disabled = group !== now;
      const chosen = select.selectedOptions[0]?.closest("optgroup");
      if (chosen && chosen !== now) select.value = "";
      select.closest(".field").hidden = !now;
    };
    box.addEventListener("change", narrow);
    narrow();
  }
}
