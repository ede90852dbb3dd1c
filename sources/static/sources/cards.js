// The quotes beside the text: which one is current, and what is decided about it.

import { hold } from "./bounds.js";
import { redraw } from "./page.js";
import { ask } from "./reach.js";

const PRECEDENCE = ["accepted", "suggested", "rejected"];
const list = document.querySelector(".cards");
const letters = document.querySelector(".letters");
let now = null;

export const cards = () => [...(list?.querySelectorAll(".quote") ?? [])];
export const current = () => now;

const marksOf = (card) => letters.querySelectorAll(`mark[data-quotes~="${pk(card)}"]`);
const numberOf = (card) => document.getElementById(`mark-${pk(card)}`);
const pk = (card) => card.id.slice("quote-".length);

export function go(card) {
  for (const marked of document.querySelectorAll(".current")) marked.classList.remove("current");
  now = card;
  hold(card, card ? marksOf(card) : []);
  if (!card) return;
  for (const shown of [card, ...marksOf(card)]) shown.classList.add("current");
  numberOf(card)?.scrollIntoView({ block: "center" });
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
}

export function step(by) {
  const all = cards();
  const at = all.indexOf(now);
  go(all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? null);
}

// The next one below; at the end, from the top again.
export async function nextSuggestion() {
  const suggested = (card) => card.dataset.status === "suggested";
  const below = (card) => now.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = await find((card) => suggested(card) && (!now || below(card)));
  go(next ?? cards().find(suggested) ?? now);
}

export async function goTo(passes) {
  const found = await find(passes);
  if (found) go(found);
}

// Shows what the server answers of the whole page, and goes to a card.
export async function renew(answer, passes) {
  await redraw(answer);
  await goTo(passes);
  fetchMore();
}

// The first card that passes, also among those that are still to come.
async function find(passes) {
  let found;
  do found = cards().find(passes);
  while (!found && (await fetchNext()));
  return found;
}

// Presses one of a card's buttons and puts what the server answers in the card's place.
export async function decide(button, then) {
  if (button) await send(button.form, new FormData(button.form, button), then);
}

export async function send(form, body, then) {
  const card = form.closest(".quote");
  const options = { method: "POST", body, headers: { "X-Answer": "card" } };
  const answer = await ask(form.action, options, (words) => {
    card.querySelector(".lost")?.remove();
    card.querySelector("form").before(words);
  });
  if (!answer) return;
  if (!answer.ok || answer.redirected) return location.reload();
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const fresh = template.content.querySelector(".quote");
  const moved = fresh.dataset.start !== card.dataset.start || fresh.dataset.end !== card.dataset.end;
  if (moved) return renew(await fetch(location.pathname), (one) => one.id === fresh.id);
  card.replaceWith(fresh);
  show(fresh);
  go(fresh);
  if (then && !fresh.querySelector(".said.error, .said.warning")) then();
}

// The marks of a quote look like what it is now; of several quotes, like the one that counts most.
function show(card) {
  const number = numberOf(card);
  number.className = `number ${card.dataset.status}`;
  number.ariaLabel = card.ariaLabel;
  for (const mark of marksOf(card)) {
    const owners = mark.dataset.quotes.split(" ");
    const statuses = owners.map((key) => document.getElementById(`quote-${key}`).dataset.status);
    mark.classList.remove(...PRECEDENCE);
    mark.classList.add(PRECEDENCE.find((status) => statuses.includes(status)));
  }
}

// A text with very many quotes brings the first cards along; the others follow by themselves,
// while the editor rests and the browser has nothing else to do.
export async function fetchMore() {
  do await rest();
  while (await fetchNext());
}

const REST = 300; // milliseconds since the last key or press
let acted = performance.now(); // a page just opened is one being answered
for (const act of ["keydown", "pointerdown"]) {
  document.addEventListener(act, ({ timeStamp }) => (acted = timeStamp), true);
}

const idle = () => new Promise(window.requestIdleCallback ?? setTimeout);

async function rest() {
  await idle();
  while (performance.now() - acted < REST) await new Promise((done) => setTimeout(done, REST));
}

// Whether there were further cards. Who asks while they are under way waits for the same ones.
let coming = null;
const fetchNext = () => (coming ??= fetchCards().finally(() => (coming = null)));

async function fetchCards() {
  const more = list?.querySelector(".more");
  if (!more) return false;
  const answer = await fetch(more.firstElementChild.dataset.cards);
  if (!answer.ok || answer.redirected) return false;
  const html = await answer.text();
  if (more.isConnected) more.outerHTML = html; // else the page was made anew meanwhile
  return true;
}
