{% load static %}// The roll call of the children's room without a network, and nothing else: no page with a name is kept here.
"use strict";
const KEPT = "care-1";
const ROLL = "{% url 'care_roll' %}";
const FILES = [ROLL, "{% static 'css/tokens.css' %}", "{% static 'css/care_roll.css' %}", "{% static 'js/care_store.js' %}", "{% static 'js/care_roll.js' %}"];
const isOld = (name) => name.startsWith("care-") && name !== KEPT;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const cleared = caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(ROLL)));
  else if (FILES.includes(pathname)) event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
});
