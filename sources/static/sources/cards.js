// The quotes beside the text: which one is in hand, and what is decided about it.

import { ask, post, refusal } from "./ask.js";
import { hold } from "./bounds.js";
import { keep, putBack } from "./kept.js";
import { dropKeys } from "./line.js";
import { add, say } from "./outcome.js";
import { redraw } from "./page.js";

const PRECEDENCE = ["accepted", "suggested", "rejected"];
const NAMELESS = /^(reject|start-|end-)/; // decisions that no name belongs to
const list = document.querySelector(".cards");
const letters = document.querySelector(".letters");
let now = null;

export const cards = () => [...(list?.querySelectorAll(".quote") ?? [])];
export const current = () => now;

// A restored article has quotes, and no text that they could be marked in.
const marksOf = (card) => letters?.querySelectorAll(`mark[data-quotes~="${pk(card)}"]`) ?? [];
const numberOf = (card) => document.getElementById(`mark-${pk(card)}`);
const pk = (card) => card.id.slice("quote-".length);

function take(card) {
  for (const marked of document.querySelectorAll(".current")) marked.classList.remove("current");
  now = card;
  const marks = card ? marksOf(card) : [];
  hold(card, marks);
  for (const shown of card ? [card, ...marks] : []) shown.classList.add("current");
}

// An editor takes a card in hand; the keys that still wait were meant for another one.
export function takeInHand(card) {
  if (!card || card === now) return;
  dropKeys();
  take(card);
}

export function go(card) {
  take(card);
  if (!card) return;
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
export async function nextSuggestion(tellNone = say) {
  const from = now;
  const suggested = (card) => card.dataset.status === "suggested";
  const below = (card) => from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = await find((card) => suggested(card) && (!from || below(card)));
  if (now !== from) return; // the editor went elsewhere meanwhile
  const found = next ?? cards().find(suggested);
  if (!found) tellNone("No suggestion is left.");
  go(found ?? now);
}

export async function goTo(passes) {
  const found = await find(passes);
  if (found) go(found);
}

export function goToId(id) {
  dropKeys();
  return goTo((card) => card.id === id);
}

// Goes to the quote that some words of the text are in; of several, to one after the other.
export function goToQuoteOf(mark) {
  const owners = mark.dataset.quotes.split(" ");
  const at = now ? owners.indexOf(pk(now)) : -1;
  return goToId(`quote-${owners[(at + 1) % owners.length]}`);
}

// Shows what the server answers of the whole page, and goes to a card; returns whether it was shown.
export async function renew(answer, passes) {
  const id = now?.id;
  for (const card of cards()) keep(card);
  if (!(await redraw(answer))) return false;
  putBack();
  take(id ? document.getElementById(id) : null);
  await goTo(passes);
  fetchMore();
  return true;
}

// The first card that passes, also among those that are still to come.
async function find(passes) {
  let found;
  do found = cards().find(passes);
  while (!found && (await fetchNext()));
  return found;
}

// Presses one of a card's buttons and puts what the server answers in the card's place; a card that
// `isLeft` is followed by the next suggestion.
export async function decide(button, isLeft = false) {
  if (!button?.form?.isConnected) return; // the answer to an earlier press took its place
  const body = new FormData(button.form, button);
  if (NAMELESS.test(button.value)) body.delete("speaker");
  await send(button.form, body, isLeft);
}

export async function send(form, body, isLeft = false) {
  const card = form.closest(".quote");
  card.ariaBusy = "true";
  const answer = await post(form.action, body, { "X-Answer": "card" });
  card.ariaBusy = null;
  const refused = refusal(answer);
  if (refused) return refuse(card, refused);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const fresh = template.content.querySelector(".quote");
  const isMoved = ["start", "end"].some((edge) => fresh.dataset[edge] !== card.dataset[edge]);
  if (isMoved) return renewMoved(card);
  keep(card, !body.has("speaker"));
  replace(card, fresh);
  tell(fresh, (fresh.querySelector(".said") ?? fresh.querySelector(".speaker")).textContent);
  if (fresh.querySelector(".said.error, .said.warning")) dropKeys();
  else if (isLeft && now === fresh) await nextSuggestion(add);
}

function refuse(card, sentence) {
  const said = document.createElement("p");
  said.className = "said error";
  said.textContent = sentence;
  card.querySelector(".said")?.remove();
  card.querySelector(".state").after(said);
  tell(card, sentence);
  dropKeys();
}

const tell = (card, words) => say(`${card.ariaLabel}: ${words}`);
export const tellWords = (card) => tell(card, card.querySelector("blockquote").textContent);

// The marks of the text are cut anew by the server, and with them comes every card.
async function renewMoved(card) {
  const focused = focusIn(card);
  const answer = await ask(location.pathname);
  const refused = refusal(answer);
  if (refused) return refuse(card, refused);
  const isInHand = now === card;
  await renew(answer, ({ id }) => isInHand && id === card.id);
  const fresh = document.getElementById(card.id);
  if (!fresh) return;
  if (isInHand) focus(fresh, focused);
  tellWords(fresh);
}

function replace(card, fresh) {
  const focused = focusIn(card);
  card.replaceWith(fresh);
  putBack();
  show(fresh);
  if (now !== card) return; // the editor has gone on to another one
  go(fresh);
  focus(fresh, focused);
}

// What of a card has the focus, as a selector for the same of another; the box of names has done
// its duty, unless the name was refused.
function focusIn(card) {
  const { name, value } = document.activeElement;
  if (!card.contains(document.activeElement)) return "";
  return name === "speaker" ? ".said.error ~ form [name=speaker]" : value && `[value="${value}"]`;
}

function focus(card, part) {
  if (part) card.querySelector(part)?.focus({ preventScroll: true });
}

// The marks of a quote look like what it is now; of several quotes, like the one that counts most.
function show(card) {
  const number = numberOf(card);
  if (!number) return;
  number.className = `number ${card.dataset.status}`;
  number.ariaLabel = card.ariaLabel;
  for (const mark of marksOf(card)) {
    const owners = mark.dataset.quotes.split(" ");
    const statuses = owners.map((key) => document.getElementById(`quote-${key}`)?.dataset.status);
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
const BUSY = { timeout: 1000 }; // milliseconds after which they come while there is much to do, too
let acted = performance.now(); // a page just opened is one being answered
for (const act of ["keydown", "pointerdown"]) {
  document.addEventListener(act, ({ timeStamp }) => (acted = timeStamp), true);
}

const idle = () =>
  new Promise((done) => window.requestIdleCallback?.(done, BUSY) ?? setTimeout(done));

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
  const answer = await ask(more.firstElementChild.dataset.cards);
  if (!answer?.ok || answer.redirected) return false;
  const html = await answer.text();
  more.outerHTML = html; // does nothing where the page was made anew meanwhile
  putBack();
  return true;
}
