// Everything here makes pages quicker to use; all of them work without it.
import { copying } from "./copy.js";
import { dialogs } from "./dialog.js";
import { fields } from "./fields.js";
import { guard } from "./guard.js";
import { handOver } from "./hand_over.js";
import { keys } from "./keys.js";
import { lists } from "./lists.js";
import { menus } from "./menus.js";
import { outcomes } from "./outcomes.js";
import { session } from "./session.js";
import { theme } from "./theme.js";
import { typing } from "./typing.js";
import { uploads } from "./uploads.js";

const parts = [fields, dialogs, menus, lists, copying, theme, uploads, outcomes];

function enliven(root) {
  for (const part of parts) part(root);
}

enliven(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target);
});
guard();
handOver();
keys();
session();
typing();
