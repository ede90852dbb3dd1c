// Which key does what: an editor changes them, or switches them off, in this browser.

const dialog = document.querySelector("#keys");
const boxes = [...dialog.querySelectorAll("[data-usual]")];
const isOn = dialog.querySelector("[name=are-on]");
const NAME = `keys of ${dialog.dataset.person}`;

export function showKeys() {
  if (dialog.open) return dialog.close();
  dialog.showModal();
  dialog.querySelector("button").focus();
}
export const keysShown = () => dialog.open;

// What a key is by its usual name, wherever the editor has put it; undefined if it is none.
export function usual(key) {
  return isOn.checked ? boxes.find(({ value }) => value === key)?.dataset.usual : undefined;
}

function read() {
  const { off = false, changed = {} } = JSON.parse(localStorage.getItem(NAME) ?? "{}");
  isOn.checked = !off;
  for (const box of boxes) box.value = changed[box.dataset.usual] ?? box.dataset.usual;
}

function write() {
  const differ = boxes.filter(({ value, dataset }) => value !== dataset.usual);
  const changed = Object.fromEntries(differ.map(({ value, dataset }) => [dataset.usual, value]));
  localStorage.setItem(NAME, JSON.stringify({ off: !isOn.checked, changed }));
}

// Each key does one thing.
function check() {
  const values = boxes.map(({ value }) => value);
  for (const box of boxes) {
    const isTaken = values.filter((value) => value === box.value).length > 1;
    box.setCustomValidity(isTaken ? `“${box.value}” does something else already.` : "");
  }
  return boxes.every((box) => box.reportValidity());
}

read();
dialog.addEventListener("change", () => check() && write());
dialog.addEventListener("reset", () => setTimeout(() => check() && write()));
dialog.addEventListener("close", read); // without what was not kept
