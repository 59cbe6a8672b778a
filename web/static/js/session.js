// The session's end is said five minutes before and one minute before, with a way to stay.
const MINUTE = 60_000;

export function session() {
  const { session: seconds, stayUrl } = document.body.dataset;
  const notice = document.querySelector("[data-session-end]");
  if (!seconds || !notice) return;
  let timers = [];
  const say = (name) => {
    notice.hidden = !name;
    for (const line of notice.querySelectorAll("p")) line.hidden = !(name in line.dataset);
    notice.querySelector("[data-stay]").hidden = !stayUrl || name === "gone";
  };
  const start = (left) => {
    timers.forEach(clearTimeout);
    const later = (name, ms) => (ms > 0 ? [setTimeout(() => say(name), ms)] : []);
    timers = [...later("five", left - 5 * MINUTE), ...later("one", left - MINUTE), ...later("gone", left)];
  };
  start(Number(seconds) * 1000);
  document.addEventListener("htmx:afterRequest", () => { start(Number(seconds) * 1000); say(""); });
  notice.querySelector("[data-stay]").addEventListener("click", async () => {
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    const answer = await fetch(stayUrl, { method: "POST", headers: token }).catch(() => undefined);
    if (answer?.ok) start(Number(seconds) * 1000);
    say(answer?.ok ? "" : "gone");
  });
}
