// Updates the foyer's screen. While the server is unreachable it keeps the last data, and shows how old it is.
"use strict";

const EVERY = 60_000;
const OLD_AFTER = 150_000;
const clock = document.querySelector(".clock");
const stale = document.querySelector(".stale");
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

// Continue the server's clock by the time since the page was loaded, because the screen's own may be wrong.
let shown = { server: new Date(clock.dateTime), seen: performance.now() };
const now = () => new Date(shown.server.getTime() + performance.now() - shown.seen);

function tick() {
  clock.textContent = time.format(now());
  const old = performance.now() - shown.seen > OLD_AFTER;
  if (old && stale.hidden) stale.textContent = stale.dataset.words.replace("{time}", time.format(shown.server));
  stale.hidden = !old;
}

async function refresh() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("#wall-today")) return;
    const styles = (from) => [...from.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")).join();
    if (styles(page) !== styles(document)) { location.reload(); return; } // a new version of the portal
    for (const part of page.querySelectorAll("[data-fresh]")) document.getElementById(part.id).replaceWith(document.adoptNode(part));
    shown = { server: new Date(page.querySelector(".clock").dateTime), seen: performance.now() };
    tick();
  } catch {
    // No connection: the last data stays, and tick() says how old it is.
  }
}

setInterval(tick, 1_000);
setInterval(refresh, EVERY);
