// A post's outcomes: only those that fit its kind can be chosen, the first of them is.
import { all } from "./words.js";

export function outcomes(root) {
  for (const box of all(root, "[data-outcomes]")) {
    const select = document.getElementById(box.dataset.outcomes);
    const kinds = [...box.querySelectorAll("input[type=radio]")];
    const groups = select ? [...select.querySelectorAll("optgroup")] : [];
    if (groups.length < kinds.length) continue;
    // The first group is that of a note, which stands last among the kinds.
    const fitting = () => groups[(kinds.findIndex((kind) => kind.checked) + 1) % groups.length];
    const narrow = () => {
      const now = fitting();
      for (const group of groups) group.hidden = group.disabled = group !== now;
      if (!now.contains(select.selectedOptions[0])) select.value = now.querySelector("option").value;
    };
    box.addEventListener("change", narrow);
    narrow();
  }
}
