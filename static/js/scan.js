// Scans passes with the camera if the browser supports it; handheld scanners work without this script.
"use strict";

const form = document.querySelector("[data-scan]");
const button = form.querySelector("[data-camera]");
const preview = form.querySelector("[data-preview]");

button.hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
button.addEventListener("click", async () => {
  try {
    preview.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return; // no camera, or not allowed: the field still works
  }
  button.hidden = true;
  preview.hidden = false;
  await preview.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const timer = setInterval(async () => {
    const [code] = await detector.detect(preview);
    if (!code || form.dataset.sent) return;
    clearInterval(timer);
    form.elements.code.value = code.rawValue;
    form.requestSubmit();
  }, 250);
});
