{% load static %}// Shows the offline page when a page cannot be fetched, and the passes that offline.js keeps. No other page is kept.
"use strict";
const KEPT = "offline-2";
const FILES = ["{% url 'offline' %}", "{% static 'css/errors.css' %}", "{% static 'icons/app.svg' %}", "{% static 'js/kept.js' %}"];
const PASS = /^\/bookings\/\w+\/$/;
const isOld = (name) => name.startsWith("offline-") && name !== KEPT;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});
async function withoutConnection(path) {
  return (PASS.test(path) && (await caches.match(`${path}pass/`))) || caches.match(FILES[0]);
}
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => withoutConnection(pathname)));
  else if (FILES.includes(pathname) || pathname.endsWith(".css")) event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
});
