// While an answer of the server is on its way people go on typing; the part that is exchanged keeps what they typed.

const asked = new WeakMap();
let kept = [];
let holding = null;

const named = (root) => root.querySelectorAll("input[name]:not([type=hidden], [type=file]), select[name], textarea[name]");
const state = (field) => (field.matches("[type=checkbox], [type=radio]") ? String(field.checked) : field.value);
const same = (one, other) => one.name === other.name && (one.type !== "radio" || one.value === other.value);

function remember(event) {
  const part = event.detail.target;
  if (part) asked.set(part, new Map([...named(part)].map((field) => [field, state(field)])));
}

function collect(event) {
  const before = asked.get(event.detail.target);
  kept = [];
  if (!before) return;
  const focused = document.activeElement;
  for (const [field, value] of before) {
    if (state(field) !== value || field === focused) kept.push({ field, focused: field === focused });
  }
}

function giveBack() {
  for (const { field, focused } of kept) {
    const now = [...document.getElementsByName(field.name)].find((one) => same(one, field));
    if (!now) continue;
    if (now.matches("[type=checkbox], [type=radio]")) now.checked = field.checked;
    else if (state(field) !== "") now.value = field.value;
    if (focused) holding = now;
  }
  kept = [];
  holding?.focus();
}

// What is announced does not take the cursor from somebody who types; whoever has moved on meanwhile stays there.
function hold() {
  if (document.activeElement?.matches("body, [data-focus]")) holding?.focus();
  holding = null;
}

export function typing() {
  document.addEventListener("htmx:beforeRequest", remember);
  document.addEventListener("htmx:beforeSwap", collect);
  document.addEventListener("htmx:afterSwap", giveBack);
  document.addEventListener("htmx:afterSettle", hold);
}
