// Offline page and passes: shows a friendly page without a connection, and the passes of bookings that were opened.
// Passes are stored for the reader who opened them, until the booking is over or the reader logs out.
"use strict";
navigator.serviceWorker?.register("/sw.js");

const reader = document.documentElement.dataset.reader;
const own = `passes-${reader}`;

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith("passes-") && name !== own) await caches.delete(name);
  }
}

async function forgetOver(passes) {
  for (const request of await passes.keys()) {
    const kept = await passes.match(request);
    if (Date.parse(kept.headers.get("Expires")) < Date.now()) await passes.delete(request);
  }
}

async function keep(page, passes) {
  await passes.delete(`${page.dataset.booking}pass/`);
  if (!page.dataset.keep) return;
  const answer = await fetch(page.dataset.keep);
  if (!answer.ok || answer.redirected) return;
  const words = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  await passes.addAll([...words.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")));
  await passes.put(page.dataset.keep, answer);
  page.querySelector("[data-kept]").hidden = false;
}

async function tend() {
  await forgetOthers();
  if (!reader) return;
  const passes = await caches.open(own);
  await forgetOver(passes);
  const page = document.querySelector("[data-booking]");
  if (page) await keep(page, passes);
}
// Caches require HTTPS; if the phone has no space for one, only this feature is missing.
if ("caches" in window) tend().catch(() => {});
