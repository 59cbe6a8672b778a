// Light or dark: the system's choice until somebody makes one; kept in a cookie, so that the server writes it into the page.
import { all } from "./words.js";

export function theme(root) {
  for (const button of all(root, "[data-theme-next]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
        || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
      const next = dark ? "light" : "dark";
      document.documentElement.dataset.theme = next;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${next}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    });
  }
}
