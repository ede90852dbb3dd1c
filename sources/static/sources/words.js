// Selecting by keyboard: a word is always selected; arrows move it, with Shift they stretch it.
// The words are those of the text itself, so they are the same in every browser.

import { say } from "./outcome.js";

const letters = document.querySelector(".letters");
const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const IS_WORD = /[\p{L}\p{N}\p{So}\p{Sc}\p{Sm}]/u; // an emoji and a € are words; a comma is none
const MAX_SAID = 200; // letters

// Two words, each {paragraph, at}: the one that stays while the selection is stretched, and the one
// that the arrows move.
let anchor = null;
let focus = null;

export const selecting = () => focus !== null && focus.paragraph.isConnected;

export function leaveSelecting() {
  anchor = focus = null;
}

// Begins with the first word of a card's paragraph, or of the first one that is in sight.
export function beginSelecting(card) {
  if (!letters) return;
  const mark = card && document.getElementById(`mark-${card.id.slice("quote-".length)}`);
  const inSight = [...letters.children].find((line) => line.getBoundingClientRect().bottom > 0);
  const paragraph = mark?.closest("p") ?? inSight ?? letters.firstElementChild;
  if (!paragraph) return;
  const found = [paragraph, beside(paragraph, 1), beside(paragraph, -1)].find(hasWords);
  if (found) select({ paragraph: found, at: 0 });
}

const MOVES = {
  ArrowRight: [1, word],
  ArrowLeft: [-1, word],
  ArrowDown: [1, line],
  ArrowUp: [-1, line],
};

export const isArrow = (key) => key in MOVES;

export function walk(key, isStretching) {
  const [by, move] = MOVES[key];
  const [from, to] = inOrder();
  if (isStretching) select(anchor, move(focus, by, by > 0 ? -1 : 0));
  else select(move(by > 0 ? to : from, by, 0));
}

function select(from, to = from) {
  [anchor, focus] = [from, to];
  const [one, other] = inOrder();
  const start = placeOf(one.paragraph, wordOf(one).start);
  const end = placeOf(other.paragraph, wordOf(other).end);
  getSelection().setBaseAndExtent(...start, ...end);
  bringInSight(to);
  say(getSelection().toString().slice(0, MAX_SAID));
}

// Words by paragraph: where each begins and ends, in UTF-16 units of the paragraph's text.
const known = new WeakMap();

function wordsOf(paragraph) {
  if (!known.has(paragraph)) known.set(paragraph, wordsIn(paragraph.textContent));
  return known.get(paragraph);
}

function wordsIn(text) {
  const parts = [...segmenter.segment(text)].filter(({ segment }) => IS_WORD.test(segment));
  return parts.map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

const hasWords = (paragraph) => paragraph && wordsOf(paragraph).length > 0;
const wordOf = ({ paragraph, at }) => wordsOf(paragraph).at(at);

function inOrder() {
  const isBack =
    anchor.paragraph === focus.paragraph
      ? focus.at < anchor.at
      : anchor.paragraph.compareDocumentPosition(focus.paragraph) & Node.DOCUMENT_POSITION_PRECEDING;
  return isBack ? [focus, anchor] : [anchor, focus];
}

// The next word or the one before, where need be in another paragraph.
function word({ paragraph, at }, by) {
  if (wordsOf(paragraph)[at + by]) return { paragraph, at: at + by };
  return endOf(beside(paragraph, by), by > 0 ? 0 : -1) ?? { paragraph, at };
}

// The edge of this paragraph, if that is in the way of the arrow, else of the one beside it.
function line({ paragraph, at }, by, edge) {
  const here = endOf(paragraph, edge);
  const isAhead = (here.at - at) * by > 0;
  return isAhead ? here : (endOf(beside(paragraph, by), edge) ?? { paragraph, at });
}

function endOf(paragraph, edge) {
  return paragraph && { paragraph, at: edge < 0 ? wordsOf(paragraph).length - 1 : 0 };
}

// The next paragraph with words, or the one before.
function beside(paragraph, by) {
  do paragraph = by > 0 ? paragraph.nextElementSibling : paragraph.previousElementSibling;
  while (paragraph && !hasWords(paragraph));
  return paragraph;
}

// [text node, offset in it] of an offset in a paragraph, wherever its tags part the text.
function placeOf(paragraph, offset) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  for (let next; offset > node.length && (next = walker.nextNode()); node = next)
    offset -= node.length;
  return [node, offset];
}

function bringInSight(place) {
  const { start, end } = wordOf(place);
  const range = document.createRange();
  range.setStart(...placeOf(place.paragraph, start));
  range.setEnd(...placeOf(place.paragraph, end));
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) scrollBy(0, (top + bottom - innerHeight) / 2);
}
