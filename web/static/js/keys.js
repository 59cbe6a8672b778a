// Single keys, never while typing; each one presses a button of the page that names it (data-key).
import { choose, step } from "./lists.js";

const OFF = "foyer-keys-off";

export function keys() {
  const off = document.querySelector("[data-keys-off]");
  if (off) {
    off.checked = Boolean(localStorage.getItem(OFF));
    off.addEventListener("change", () => (off.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF)));
  }
  document.addEventListener("keydown", pressed);
}

function pressed(event) {
  const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && typing) return void typing.form?.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (localStorage.getItem(OFF) && event.key !== "?") return;
  if (act(event.key)) event.preventDefault();
}

function act(key) {
  const inDialog = document.querySelector("dialog[open]");
  const search = document.querySelector("[data-search]");
  if (key === "?") return Boolean(open("keys"));
  if (inDialog) return false;
  if (key === "/" && search) return search.focus(), true;
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1), true;
  if (key === "x") return choose(), true;
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key.toLowerCase());
  if (!button || button.getAttribute("aria-disabled") === "true") return false;
  button.click();
  return true;
}

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}
