// The roll call works with the list stored on the tablet, and synchronises as soon as the centre can be reached.
// A locked tablet shows how many children are inside, and a carer's PIN opens the list. Offline, such as in a fire,
// the list opens without a PIN. Once open, it stays so while it is used, even if the network comes back.
"use strict";

const roll = document.querySelector("[data-roll]");
const words = roll.dataset;
const time = (at) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" }).format(at);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const element = (tag, options = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), options);
  made.append(...children);
  return made;
};

function latest(marks) {
  const last = new Map();
  for (const each of marks) last.set(each.drop_in, each);
  return last;
}

function row(child, mark) {
  const state = mark ? (mark.to !== undefined ? "gone" : mark.here ? "here" : "missing") : "";
  const press = (here) => {
    const chosen = mark && mark.here === here && mark.to === undefined;
    const button = element("button", { type: "button", className: "roll-button", textContent: here ? words.here : words.missing });
    button.setAttribute("aria-pressed", String(Boolean(chosen)));
    button.addEventListener("click", () => tick({ drop_in: child.id, here }));
    return button;
  };
  const to = element("input", { type: "text", maxLength: 100, required: true, autocomplete: "off" });
  const form = element("form", {}, element("label", {}, words.to, to), element("button", { className: "roll-button", textContent: words.note }));
  form.addEventListener("submit", (event) => { event.preventDefault(); tick({ drop_in: child.id, to: to.value }); });
  const calls = element("p", { className: "roll-calls" });
  for (const each of child.contacts) calls.append(element("a", { href: `tel:${each.phone}`, textContent: `${each.kin} ${each.name} ${each.phone}` }));
  const head = element("h2", { textContent: child.called }, element("small", { textContent: child.about }));
  const line = element("li", { className: `roll-row ${state}` }, head, element("div", { className: "roll-acts" }, press(true), press(false)));
  if (state === "gone") line.append(element("p", { textContent: fill(words.gone, { to: mark.to, time: time(mark.at) }) }));
  line.append(element("details", {}, element("summary", { textContent: words.more }), calls, form));
  return line;
}

const IDLE = 4 * 60_000; // the same time after which the tablet locks itself
let stands = navigator.onLine ? "asking" : "alone";
let tapped = 0;
document.addEventListener("pointerdown", () => { tapped = Date.now(); });

function stand(now) {
  const isOpen = stands === "open" || stands === "alone";
  if (now === "locked" && isOpen && Date.now() - tapped < IDLE) return;
  if ((now === "open" || now === "alone") && !isOpen) tapped = Date.now();
  stands = now;
}

async function show() {
  const [kept, marks] = [await careStore.list(), await careStore.marks()];
  const isOpen = stands === "open" || stands === "alone";
  const list = isOpen ? kept : null;
  const unfolded = new Set([...roll.querySelectorAll("details[open]")].map((each) => each.closest("li").dataset.child));
  const last = latest(marks);
  const rows = (list?.inside ?? []).map((child) => {
    const line = row(child, last.get(child.id));
    line.dataset.child = child.id;
    line.querySelector("details").open = unfolded.has(String(child.id));
    return line;
  });
  roll.querySelector("ul").replaceChildren(...rows);
  const states = [...last.values()].filter((each) => list?.inside.some((child) => child.id === each.drop_in));
  const here = states.filter((each) => each.here && each.to === undefined).length;
  const missing = states.filter((each) => each.here === false && each.to === undefined).length;
  const say = (name, text) => { const place = roll.querySelector(`[data-${name}]`); place.textContent = text; place.hidden = !text; };
  say("count", list ? fill(words.count, { here, missing, all: list.inside.length }) : "");
  say("when", list ? fill(words.asOf, { time: time(list.kept) }) : isOpen ? words.nobody : "");
  const open = roll.querySelector("[data-open]");
  open.hidden = stands !== "locked";
  open.textContent = kept?.inside.length ? fill(words.inside, { all: kept.inside.length }) : words.unknown;
  roll.querySelector("[data-again]").hidden = !isOpen;
  const waiting = marks.filter((each) => !each.sent).length;
  say("waiting", waiting ? fill(words.waiting, { number: waiting }) : "");
  say("offline", navigator.onLine ? "" : words.offline);
}

async function tick(what) {
  await careStore.mark(what);
  await show();
  await tell();
}

let telling = false;
async function tell() {
  if (telling) return;
  telling = true;
  try {
    await careSend(words.ticks);
    stand(await careFetch(words.list));
  } catch {
    stand("alone"); // offline: everything is still stored, and sent later
  } finally {
    telling = false;
    await show();
  }
}

roll.querySelector("[data-again]").addEventListener("click", async () => { await careStore.again(); await show(); });
window.addEventListener("online", tell);
window.addEventListener("offline", () => { stand("alone"); show(); });
setInterval(tell, 15_000);
show().then(tell);
