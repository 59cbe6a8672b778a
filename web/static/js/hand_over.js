// While a customer holds the device: other windows of the office let go of what they show, and the customer's own step
// closes by itself when nobody touches it, with a word half a minute before.
const SOON = 30_000;

export function handOver() {
  const office = new BroadcastChannel("foyer-hand-over");
  office.onmessage = () => {
    if (!document.body.dataset.session) return;
    document.body.replaceChildren();
    location.reload();
  };
  const closing = document.querySelector("form[data-closes-after]");
  if (!closing) return;
  office.postMessage("handed over");
  const lasts = Number(closing.dataset.closesAfter) * 1000;
  const soon = closing.querySelector("[data-closes-soon]");
  let timers = [];
  const touched = () => {
    timers.forEach(clearTimeout);
    soon.hidden = true;
    timers = [setTimeout(() => { soon.hidden = false; }, lasts - SOON), setTimeout(() => closing.submit(), lasts)];
  };
  for (const promise of document.querySelectorAll("[data-closes-by-itself]")) promise.hidden = false;
  for (const name of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(name, touched, { passive: true });
  touched();
}
