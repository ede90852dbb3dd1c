// The article page by keyboard and mouse. Without this script every button still works.

import { drag } from "./bounds.js";
import { current, decide, fetchMore, go, goTo, nextSuggestion, renew, send, step } from "./cards.js";
import { offer, pressed } from "./speakers.js";
import { ask } from "./reach.js";
import { beginSelecting, leaveSelecting, selecting, span, walk } from "./selection.js";

const press = (selector) => current()?.querySelector(selector);
const bounds = (edge) => decide(press(`[value="${edge}"]`));
const keys = document.querySelector("#keys");

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => nextSuggestion(),
  a: () => decide(press(".accept"), nextSuggestion),
  r: () => decide(press(".reject"), nextSuggestion),
  s: () => press("[name=speaker]")?.focus(),
  c: () => press(".addlink")?.click(),
  q: () => quote(span()),
  v: () => beginSelecting(current()),
  "[": () => bounds("start-back"),
  "]": () => bounds("start-on"),
  "{": () => bounds("end-back"),
  "}": () => bounds("end-on"),
  "?": () => (keys.open ? keys.close() : keys.showModal()),
};

function move(bounds) {
  const form = current().querySelector("form");
  const body = new FormData(form);
  body.delete("speaker");
  for (const [name, value] of Object.entries({ decision: "move", ...bounds })) body.set(name, value);
  send(form, body);
}

async function quote(found) {
  const form = document.querySelector("#selection");
  if (!found || !form) return;
  for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
  const answer = await ask(form.action, { method: "POST", body: new FormData(form) }, (words) => {
    form.querySelector(".lost")?.remove();
    form.append(words);
  });
  if (!answer) return;
  const [start, end] = [String(found.start), String(found.end)];
  renew(answer, ({ dataset }) => dataset.start === start && dataset.end === end);
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (pressed(event)) return event.preventDefault();
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (selecting() && walk(event)) return event.preventDefault();
  const key = selecting() && event.key === "Enter" ? "q" : event.key;
  const action = ACTIONS[key];
  if (!action || (keys.open && key !== "?")) return;
  event.preventDefault();
  if (key !== "v") leaveSelecting();
  action();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key]");
  if (button) return ACTIONS[button.dataset.key]();
  const mark = event.target.closest("mark");
  const plain = getSelection().isCollapsed;
  if (mark && plain) go(document.getElementById(`quote-${mark.dataset.quotes.split(" ")[0]}`));
});

document.addEventListener("pointerdown", (event) => drag(event, move));
document.addEventListener("submit", (event) => {
  if (!event.target.closest(".quote")) return;
  event.preventDefault();
  decide(event.submitter);
});

document.addEventListener("input", offer);
const opened = location.hash.slice(1);
if (opened.startsWith("quote-")) goTo((card) => card.id === opened);
fetchMore();
