// Selected words become a quote: offsets are counted in code points, as the server counts them.

const letters = document.querySelector(".letters");
const button = document.querySelector("#selection button");
let active = false;

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const codePoints = (text) => text.length - (text.match(PAIR)?.length ?? 0);

// {start, end, words} of the selection inside the text, without blanks at its ends; or null.
export function span() {
  const selection = getSelection();
  if (!letters || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!letters.contains(range.startContainer) || !letters.contains(range.endContainer)) return null;
  const chosen = range.toString();
  const words = chosen.trim();
  if (!words) return null;
  const before = document.createRange();
  before.setStart(letters, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const blanks = chosen.length - chosen.trimStart().length;
  const start = codePoints(before.toString()) + blanks;
  return { start, end: start + codePoints(words), words };
}

document.addEventListener("selectionchange", () => {
  if (button) button.hidden = span() === null;
});
button?.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection

// Selecting by keyboard: a word is always selected; arrows move it, with Shift they stretch it.
export const selecting = () => active;

export function beginSelecting(card) {
  if (!letters) return;
  const mark = card && document.getElementById(`mark-${card.id.slice("quote-".length)}`);
  const first = [...letters.children].find((line) => line.getBoundingClientRect().bottom > 0);
  const place = mark?.closest("p") ?? first;
  active = true;
  getSelection().collapse(place, 0);
  getSelection().modify("extend", "forward", "word");
}

export function leaveSelecting() {
  active = false;
}

const ARROWS = {
  ArrowRight: ["forward", "word"],
  ArrowLeft: ["backward", "word"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
};

// Whether the key was one of selecting.
export function walk(event) {
  if (event.key === "Escape") {
    getSelection().removeAllRanges();
    leaveSelecting();
    return true;
  }
  const arrow = ARROWS[event.key];
  if (!arrow) return false;
  const selection = getSelection();
  if (event.shiftKey) {
    selection.modify("extend", ...arrow);
  } else {
    selection[arrow[0] === "forward" ? "collapseToEnd" : "collapseToStart"]();
    selection.modify("move", ...arrow);
    if (arrow[0] === "forward") selection.modify("move", "backward", "word");
    selection.modify("extend", "forward", "word");
  }
  selection.focusNode.parentElement?.scrollIntoView({ block: "nearest" });
  return true;
}
