// The article page by keyboard and mouse. Without this script every button still works.

import { drag } from "./bounds.js";
import {
  cards,
  current,
  decide,
  fetchMore,
  goToId,
  goToQuoteOf,
  nextSuggestion,
  renew,
  send,
  step,
  takeInHand,
  tellWords,
} from "./cards.js";
import { post } from "./ask.js";
import { keysShown, showKeys, usual } from "./keys.js";
import { queue, waits } from "./line.js";
import { say } from "./outcome.js";
import { span, takeSpan } from "./selection.js";
import { offer, pressed } from "./speakers.js";
import { beginSelecting, isArrow, leaveSelecting, selecting, walk } from "./words.js";

const press = (selector) => current()?.querySelector(selector);
const nudge = (edge) => decide(press(`[value="${edge}"]`));

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => nextSuggestion(),
  a: () => decide(press(".accept"), true),
  r: () => decide(press(".reject"), true),
  s: () => press("[name=speaker]")?.focus(),
  c: () => press(".addlink")?.click(),
  q: (found) => quote(found ?? span()),
  v: () => beginSelecting(current()),
  "[": () => nudge("start-back"),
  "]": () => nudge("start-on"),
  "{": () => nudge("end-back"),
  "}": () => nudge("end-on"),
  "?": () => showKeys(),
};
const DECISIONS = ["a", "r"];

function move(card, bounds) {
  const form = card.querySelector("form");
  const body = new FormData(form);
  body.delete("speaker");
  for (const [name, value] of Object.entries({ decision: "move", ...bounds })) body.set(name, value);
  return send(form, body);
}

async function quote(found) {
  const form = document.querySelector("#selection");
  if (!found || !form) return;
  for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
  const answer = await post(form.action, new FormData(form));
  const [start, end] = [String(found.start), String(found.end)];
  const isFound = ({ dataset }) => dataset.start === start && dataset.end === end;
  if (!(await renew(answer, isFound))) return;
  const card = cards().find(isFound);
  if (card) tellWords(card);
  else say(""); // the page has a message of why not, and what was done before is over
}

const isBox = (target) => target.closest("input:not([type=checkbox]), textarea, select") !== null;
// A button of the list of keys has the focus for a moment more when that is closed already.
const isElsewhere = (target) =>
  target.closest("a, button, summary, input, [tabindex='0']") &&
  !target.closest(".quote, .letters, #keys");

// Without Ctrl, Alt or the like; AltGr is how some keyboards write a bracket.
const isPlain = (event) =>
  event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey);

const isHeard = ({ key, target }) => (keysShown() ? usual(key) === "?" : !isElsewhere(target));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isPlain(event)) return;
  if (isBox(event.target)) return inBox(event);
  const act = waits("s") ? () => type(event) : isHeard(event) && meaning(event);
  if (!act) return;
  event.preventDefault();
  queue(act, usual(event.key) ?? event.key);
});

function inBox(event) {
  if (pressed(event)) return event.preventDefault();
  const card = event.target.closest(".quote");
  if (event.key === "Escape") card?.focus({ preventScroll: true });
}

// What follows an "s" that waited are letters of a name, as long as they have a box to go to.
function type(event) {
  const box = document.activeElement;
  if (!isBox(box)) return meaning(event)?.();
  if (event.key === "Enter") return decide(box.form.querySelector(".accept"));
  if (event.key.length > 1) return undefined;
  box.value += event.key;
  return offer({ target: box });
}

// What a key does, as a function; undefined if it is for the browser.
function meaning({ key, shiftKey, repeat }) {
  if (selecting() || waits("v")) {
    if (isArrow(key)) return () => selecting() && walk(key, shiftKey);
    if (key === "Escape") return giveUpSelecting;
    if (key === "Enter") return () => act("q");
  }
  const name = usual(key);
  if (!name || (repeat && DECISIONS.includes(name))) return undefined;
  const found = name === "q" ? span() : null; // an answer on its way takes the selection away
  return () => act(name, found);
}

function act(name, found) {
  if (name !== "v") leaveSelecting();
  return ACTIONS[name](found);
}

function giveUpSelecting() {
  getSelection().removeAllRanges();
  leaveSelecting();
}

// The card in hand is the one that was last clicked, moved to, or has the focus.
for (const event of ["click", "focusin"]) {
  document.addEventListener(event, ({ target }) => {
    const number = target.closest(".letters .number");
    takeInHand(number ? document.querySelector(number.hash) : target.closest(".quote"));
  });
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const key = target.closest("[data-key]")?.dataset.key;
  if (key === "?") return showKeys();
  if (key === "q") return quoteHeld();
  const link = target.closest('a[href^="#quote-"]');
  const mark = target.closest("mark[data-quotes]");
  if (link && isPlain(event)) {
    event.preventDefault();
    goToId(link.hash.slice(1));
  } else if (mark && getSelection().isCollapsed) goToQuoteOf(mark);
});

function quoteHeld() {
  const found = takeSpan();
  queue(() => quote(found));
}

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-key]")) event.preventDefault(); // the focus and the selection stay
});
document.addEventListener("pointerdown", (event) => {
  leaveSelecting();
  drag(event, (bounds) => {
    const { id } = current();
    queue(() => {
      const card = document.getElementById(id);
      return card && move(card, bounds);
    });
  });
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest(".quote")) return;
  event.preventDefault();
  queue(() => decide(event.submitter));
});

document.addEventListener("input", offer);
const opened = location.hash.slice(1);
if (opened.startsWith("quote-")) goToId(opened);
fetchMore();
