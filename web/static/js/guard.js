// A form that was typed in asks before it is left; nothing is lost when the connection is.
import { toast, word } from "./words.js";

export function guard() {
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!navigator.onLine && event.target.method === "post") {
      event.preventDefault();
      toast(word("offline"));
      return;
    }
    if (!event.defaultPrevented) changed.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) changed.delete(event.detail.elt.closest?.("form"));
  });
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, () => toast(word(navigator.onLine ? "failed" : "offline")));
  }
}
