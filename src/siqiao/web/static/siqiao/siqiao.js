// Small comforts of the frame. Every page works without this file.
"use strict";

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    const box = document.getElementById("frame-words");
    if (!box) return;
    event.preventDefault();
    if (box.offsetParent === null) location.assign(box.form.action);
    else { box.focus(); box.select(); }
  }
  if (event.key === "Escape") closeMenus(null);
});

// Menus close when one clicks or tabs elsewhere, and give the focus back on Escape.
function closeMenus(inside) {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (inside && menu.contains(inside)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus && !inside) menu.querySelector("summary").focus();
  }
  const hits = document.getElementById("frame-hits");
  if (hits && !inside) hits.replaceChildren();
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

// A button or form with data-confirm asks its question first.
document.addEventListener("submit", (event) => {
  const asker = event.submitter?.dataset.confirm ? event.submitter : event.target;
  if (asker.dataset.confirm && !window.confirm(asker.dataset.confirm)) event.preventDefault();
});

// A file input with data-drop becomes a field onto which files are dropped.
function makeDropZone(input) {
  if (input.closest(".drop-zone")) return;
  const zone = document.createElement("div");
  const note = document.createElement("small");
  zone.className = "drop-zone";
  note.setAttribute("role", "status");
  note.textContent = document.body.dataset.dropNote ?? "";
  input.replaceWith(zone);
  zone.append(input, note);
  const over = (is) => (event) => { event.preventDefault(); zone.classList.toggle("is-over", is); };
  zone.addEventListener("dragenter", over(true));
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    takeFiles(input, event.dataTransfer.files);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    note.textContent = [...input.files].map((file) => `${file.name}  ${sizeOf(file.size)}`).join("，");
  });
}
function takeFiles(input, files) {
  const taken = new DataTransfer();
  for (const file of input.multiple ? files : [...files].slice(0, 1)) taken.items.add(file);
  input.files = taken.files;
}
function sizeOf(bytes) {
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
const dropZonesIn = (part) => part.querySelectorAll('input[type="file"][data-drop]').forEach(makeDropZone);
dropZonesIn(document);
document.addEventListener("htmx:load", (event) => dropZonesIn(event.detail.elt));

// A part asked for after the session has ended would be the sign-in page: open that as a page.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { pathname } = new URL(event.detail.xhr.responseURL, location.href);
  if (pathname !== document.body.dataset.signIn) return;
  event.detail.shouldSwap = false;
  location.reload();
});
