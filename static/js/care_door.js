// The tablet at the children's room: keeps the list for a roll call without a network, and reads passes by camera.
"use strict";

const door = document.querySelector("[data-care-door]");
navigator.serviceWorker?.register(door.dataset.worker, { scope: door.dataset.scope });

async function tend() {
  if (door.hasAttribute("data-wipe")) return careStore.wipe();
  if (!door.dataset.list) return careStore.list(); // what is too old goes, on a locked tablet too
  await careSend(door.dataset.ticks);
  return careFetch(door.dataset.list);
}
if (window.crypto?.subtle) {
  tend().catch(() => {}); // no network: what is kept stays
  if (door.dataset.list) setInterval(() => tend().catch(() => {}), 20_000);
}

// Nobody has tapped for four minutes: the tablet locks itself, and what it shows goes from the screen.
if (door.dataset.locked) setTimeout(() => location.replace(door.dataset.locked), 241_000);

// Two words are two pictures: a third takes the place of the first.
const pictures = [...document.querySelectorAll(".care-words input")];
const touched = [];
for (const picture of pictures) {
  picture.addEventListener("change", () => {
    if (picture.checked) touched.push(picture);
    else touched.splice(touched.indexOf(picture), 1);
    if (touched.length > 2) touched.shift().checked = false;
  });
}

// The button says until when, and what was read.
const stay = document.querySelector("[data-stay]");
stay?.addEventListener("change", () => {
  const until = stay.querySelector("[name=until]:checked");
  const button = stay.querySelector("[data-take]");
  if (until) button.querySelector("span").textContent = `${button.dataset.word} ${until.dataset.clock}`;
});
