// The tablet's offline list of the children inside: encrypted in IndexedDB with a key that scripts cannot
// export, stored for at most twelve hours. Offline ticks and notes are queued there with their time.
"use strict";

const careStore = (() => {
  const KEEPS = 12 * 3600 * 1000;
  let base;

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const opened = () => base ??= new Promise((done, failed) => {
    const request = indexedDB.open("care", 1);
    request.onupgradeneeded = () => ["keys", "lists", "marks"].forEach((name) => request.result.createObjectStore(name));
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const store = async (name, mode) => (await opened()).transaction(name, mode).objectStore(name);
  const get = async (name, id) => asked((await store(name, "readonly")).get(id));
  const put = async (name, id, value) => asked((await store(name, "readwrite")).put(value, id));
  const drop = async (name, id) => asked((await store(name, "readwrite")).delete(id));

  async function key() {
    const kept = await get("keys", "key");
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await put("keys", "key", made);
    return made;
  }
  async function seal(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), new TextEncoder().encode(JSON.stringify(value)));
    return { at: Date.now(), iv, data };
  }
  async function unseal(sealed) {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await key(), sealed.data);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  // Delete all data of children; unsent ticks stay queued, encrypted, unless `all` is set.
  async function wipe(all = false) {
    const waits = !all && (await marks()).some((each) => !each.sent);
    for (const name of waits ? ["lists"] : ["lists", "marks", "keys"]) await asked((await store(name, "readwrite")).clear());
  }
  async function keep(list) {
    await put("lists", "inside", await seal(list));
  }
  // The stored list, or null; anything older than twelve hours is deleted.
  async function list() {
    const sealed = await get("lists", "inside");
    if (!sealed) return null;
    if (Math.abs(Date.now() - sealed.at) > KEEPS) { await wipe(); return null; }
    return { ...await unseal(sealed), kept: sealed.at };
  }
  async function mark(what) {
    const id = crypto.randomUUID();
    await put("marks", id, { sent: false, ...await seal(what) });
    return id;
  }
  async function marks() {
    const found = await store("marks", "readonly");
    const [ids, sealed] = await Promise.all([asked(found.getAllKeys()), asked(found.getAll())]);
    const all = await Promise.all(sealed.map(async (each, place) => ({ ...await unseal(each), key: ids[place], at: each.at, sent: each.sent })));
    return all.sort((one, other) => one.at - other.at);
  }
  async function sent(ids) {
    for (const id of ids) {
      const kept = await get("marks", id);
      if (kept) await put("marks", id, { ...kept, sent: true });
    }
  }
  async function again() {
    for (const each of await marks()) if (each.sent) await drop("marks", each.key);
  }
  return { keep, list, mark, marks, sent, again, wipe };
})();

// Send the queued ticks, each once, with the time elapsed since, because the tablet's clock may be wrong.
async function careSend(url) {
  const waiting = (await careStore.marks()).filter((each) => !each.sent);
  if (!waiting.length) return true;
  const rows = waiting.map(({ key, drop_in, here, to, at }) => ({ key, drop_in, here, to, seconds_ago: Math.max(0, (Date.now() - at) / 1000) }));
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ rows }), signal: AbortSignal.timeout(4000) });
  if (!answer.ok) return false;
  await careStore.sent(waiting.map((each) => each.key));
  return true;
}

// Store the centre's current list, and return the tablet's state there: "open", "locked" (needs a carer's PIN),
// or "gone" (revoked). If nobody is inside, or it is gone, everything is deleted. Throws while offline.
async function careFetch(url) {
  const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(4000) });
  if (answer.status === 403) {
    if (!(await answer.json()).inside) await careStore.wipe();
    return "locked";
  }
  if (answer.status === 410) { await careStore.wipe(true); return "gone"; }
  if (!answer.ok) throw new Error(`the centre answers ${answer.status}`);
  const list = await answer.json();
  if (list.inside.length) await careStore.keep(list);
  else await careStore.wipe();
  return "open";
}
