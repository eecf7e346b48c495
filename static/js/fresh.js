// The parts of a page that are marked renew themselves each minute, while somebody looks at it and types nothing in them.
"use strict";

async function renew() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-fresh]")) {
      if (part.contains(document.activeElement)) continue;
      const now = page.getElementById(part.id);
      if (now) part.replaceWith(document.adoptNode(now));
      else part.replaceChildren(); // what it was about is over: the child was fetched
    }
  } catch {
    // No network: what stands here stays.
  }
}

setInterval(renew, 60_000);
document.addEventListener("visibilitychange", renew);
