// Files are sent one a request, with how far it is said, and Stop: those chosen when Upload is pressed, those dropped or photographed at once.
import { all, toast, word } from "./words.js";

// What each page gives to the next request; without the draft a second file would begin another.
const FRESH = ["key", "draft", "version"];

export function uploads(root) {
  for (const drop of all(root, "[data-drop]")) {
    const input = drop.querySelector("input[type=file]");
    drop.classList.add("is-live");
    input.addEventListener("change", () => chosen(drop, input));
    const send = (files) => sendAll(drop, input, [...files]);
    camera(drop, send);
    drop.querySelector("button[value=upload]")?.addEventListener("click", (event) => {
      event.preventDefault();
      if (input.files.length > 0) return void send(input.files);
      input.addEventListener("change", () => send(input.files), { once: true });
      input.click();
    });
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("is-over");
      unsay(drop);
      send(event.dataTransfer.files);
    });
  }
}

function camera(drop, send) {
  const button = drop.querySelector("[data-camera]");
  if (!button || !matchMedia("(pointer: coarse)").matches) return;
  const taker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", capture: "environment" });
  button.hidden = false;
  button.addEventListener("click", () => taker.click());
  taker.addEventListener("change", () => send(taker.files));
}

// One after the other: each page that comes back carries the key of the next request.
async function sendAll(drop, input, files) {
  files = small(drop, files);
  if (!input.form || files.length === 0) return;
  let page;
  const lines = files.map((file) => line(drop, file));
  for (const [index, file] of files.entries()) page = await sendOne(input, file, lines[index], page);
  input.value = "";
  if (page) show(page);
}

// A request holds one file of the full size: more than that goes at once, one by one, whatever is pressed later.
function chosen(drop, input) {
  const files = [...input.files];
  unsay(drop);
  const fitting = small(drop, files);
  if (fitting.length < files.length) {
    const left = new DataTransfer();
    for (const file of fitting) left.items.add(file);
    input.files = left.files;
  }
  if (fitting.reduce((sum, file) => sum + file.size, 0) <= Number(drop.dataset.most || Infinity)) return;
  input.value = "";
  sendAll(drop, input, fitting);
}

function unsay(drop) {
  drop.querySelector(".wrong[data-too-large-said]")?.remove();
}

// What the server would refuse is told before it is sent.
function small(drop, files) {
  const most = Number(drop.dataset.most || Infinity);
  const large = files.filter((file) => file.size > most);
  if (large.length > 0) {
    unsay(drop);
    const said = Object.assign(document.createElement("p"), { className: "wrong", textContent: drop.dataset.tooLarge });
    said.dataset.tooLargeSaid = "";
    said.setAttribute("role", "alert");
    drop.prepend(said);
  }
  return files.filter((file) => file.size <= most);
}

function line(drop, file) {
  const list = drop.querySelector("[data-sending-list]");
  const item = drop.querySelector("[data-sending]").content.querySelector("li").cloneNode(true);
  item.querySelector(".file-name").textContent = file.name;
  item.querySelector("progress").setAttribute("aria-label", file.name);
  item.querySelector(".file-name").parentElement.append(drop.querySelector("[data-stop]").content.cloneNode(true));
  list.hidden = false;
  list.append(item);
  return item;
}

function sendOne(input, file, item, page) {
  const body = new FormData(input.form);
  const came = page && new DOMParser().parseFromString(page, "text/html");
  for (const name of came ? FRESH : []) {
    const fresh = came.querySelector(`[name=${name}]`);
    if (fresh && body.has(name)) body.set(name, fresh.value);
  }
  body.delete(input.name);
  body.append(input.name, file);
  body.set("go", "upload");
  const request = new XMLHttpRequest();
  return new Promise((done) => {
    item.querySelector("button").addEventListener("click", () => request.abort());
    request.upload.addEventListener("progress", (event) => {
      item.querySelector("progress").value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("loadend", () => {
      item.remove();
      const answer = request.status >= 200 && request.status < 500 && request.responseText;
      if (!answer && request.status !== 0) toast(word("failed"));
      done(answer || page);
    });
    request.open("POST", input.form.action);
    request.send(body);
  });
}

// The page that came back replaces what is in main, with its files and its messages.
function show(page) {
  const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
  if (!main) return void location.reload();
  document.querySelector("main").replaceWith(main);
  window.htmx?.process(main);
  main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}
