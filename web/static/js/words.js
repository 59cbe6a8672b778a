// Words the scripts say come with the page, in its language.
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}

// A line at the lower edge that goes away by itself and is read out.
export function toast(text) {
  let place = document.querySelector(".toasts");
  if (!place) {
    place = document.createElement("div");
    place.className = "toasts";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  const line = document.createElement("p");
  line.className = "notice toast";
  line.textContent = text;
  place.append(line);
  setTimeout(() => line.remove(), 6000);
}

export function all(root, selector) {
  return root.matches?.(selector) ? [root, ...root.querySelectorAll(selector)] : root.querySelectorAll(selector);
}
