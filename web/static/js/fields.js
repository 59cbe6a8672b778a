// Fields: showing a password, the list of what is wrong, details that open where there is room.
import { all, word } from "./words.js";

export function fields(root) {
  for (const button of all(root, "[data-show]")) showing(button);
  for (const details of all(root, "[data-open-wide]")) {
    if (matchMedia("(pointer: fine) and (min-width: 64rem)").matches) details.open = true;
  }
  for (const box of all(root, "[data-renames]")) renaming(box);
  for (const button of all(root, "[data-without-scripts]")) button.hidden = true;
  all(root, "[data-focus]")[0]?.focus();
}

function showing(button) {
  const field = document.getElementById(button.dataset.show);
  if (!field) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = word(shown ? "hide" : "show");
  });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}

// A tick that gives another field another name.
function renaming(box) {
  const label = document.querySelector(`label[for="${box.dataset.renames}"]`);
  if (!label) return;
  const rename = () => { label.textContent = box.checked ? box.dataset.ticked : box.dataset.unticked; };
  box.addEventListener("change", rename);
  rename();
}

// A link in the list of what is wrong opens what hides its field, then puts the cursor into it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".wrong-list a[href^='#']");
  const field = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!field) return;
  event.preventDefault();
  for (let up = field.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  field.focus();
  field.closest(".field")?.scrollIntoView({ block: "center" });
});
