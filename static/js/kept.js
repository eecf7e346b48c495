// On the offline page: the passes stored on this phone.
"use strict";
async function show(section) {
  for (const name of (await caches.keys()).filter((each) => each.startsWith("passes-"))) {
    const passes = await caches.open(name);
    for (const request of await passes.keys()) {
      const path = new URL(request.url).pathname;
      const kept = await passes.match(request);
      if (!path.endsWith("/pass/") || Date.parse(kept.headers.get("Expires")) < Date.now()) continue;
      const link = document.createElement("a");
      link.href = path.slice(0, -"pass/".length);
      link.textContent = new DOMParser().parseFromString(await kept.text(), "text/html").title;
      const line = document.createElement("p");
      line.append(link);
      section.append(line);
      section.hidden = false;
    }
  }
}
show(document.querySelector("[data-passes]"));
