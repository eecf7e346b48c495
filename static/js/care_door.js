// The tablet of the children's room: stores the list for offline roll calls, and scans passes with the camera.
"use strict";

const door = document.querySelector("[data-care-door]");
navigator.serviceWorker?.register(door.dataset.worker, { scope: door.dataset.scope });

async function tend() {
  if (door.hasAttribute("data-wipe")) return careStore.wipe();
  if (!door.dataset.list) return careStore.list(); // deletes what has expired, even on a locked tablet
  await careSend(door.dataset.ticks);
  return careFetch(door.dataset.list);
}
if (window.crypto?.subtle) {
  tend().catch(() => {}); // offline: the stored list stays
  if (door.dataset.list) setInterval(() => tend().catch(() => {}), 20_000);
}

// After four minutes without a tap the tablet locks itself and clears the screen.
if (door.dataset.locked) setTimeout(() => location.replace(door.dataset.locked), 241_000);

// Two pictures can be chosen: a third replaces the first.
const pictures = [...document.querySelectorAll(".care-words input")];
const touched = [];
for (const picture of pictures) {
  picture.addEventListener("change", () => {
    if (picture.checked) touched.push(picture);
    else touched.splice(touched.indexOf(picture), 1);
    if (touched.length > 2) touched.shift().checked = false;
  });
}

// The button's label includes the end of the stay, and the allergies read.
const stay = document.querySelector("[data-stay]");
stay?.addEventListener("change", () => {
  const until = stay.querySelector("[name=until]:checked");
  const button = stay.querySelector("[data-take]");
  if (until) button.querySelector("span").textContent = `${button.dataset.word} ${until.dataset.clock}`;
});
