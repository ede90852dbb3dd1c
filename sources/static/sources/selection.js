// Selected words become a quote: offsets are counted in code points, as the server counts them.

const letters = document.querySelector(".letters");
const form = document.querySelector("#selection");
const MARGIN = 8; // pixels between the button and the words, and the edges of the window

const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
const codePoints = (text) => text.length - (text.match(PAIR)?.length ?? 0);

// {start, end, words} of the selection inside the text, without blanks at its ends; or null.
export function span() {
  const range = chosen();
  if (!range) return null;
  const text = range.toString();
  const words = text.trim();
  const before = document.createRange();
  before.setStart(letters, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const blanks = text.length - text.trimStart().length;
  const start = codePoints(before.toString()) + blanks;
  return { start, end: start + codePoints(words), words };
}

// The Range of the selection, if it has words of the text and none besides: a triple click on the
// last paragraph ends where the next thing of the page begins.
function chosen() {
  const selection = getSelection();
  if (!letters || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const whole = selection.getRangeAt(0);
  if (!whole.intersectsNode(letters)) return null;
  const range = whole.cloneRange();
  if (!letters.contains(range.startContainer)) range.setStart(letters, 0);
  if (!letters.contains(range.endContainer)) range.setEnd(letters, letters.childNodes.length);
  const words = range.toString().trim();
  return words && words === whole.toString().trim() ? range : null;
}

// The button stands under the last letter selected, wherever in the window that is.
function place(range) {
  const last = range.cloneRange();
  const { endContainer: node, endOffset } = last;
  if (node.nodeType === Node.TEXT_NODE && endOffset) last.setStart(node, endOffset - 1);
  const at = [...last.getClientRects()].pop() ?? last.getBoundingClientRect();
  const desk = form.offsetParent.getBoundingClientRect();
  const within = (place, size, room) => Math.max(MARGIN, Math.min(place, room - size - MARGIN));
  const { clientWidth, clientHeight } = document.documentElement;
  const left = within(at.right, form.offsetWidth, clientWidth);
  const top = within(at.bottom + MARGIN, form.offsetHeight, clientHeight);
  form.style.left = `${left - desk.left}px`;
  form.style.top = `${top - desk.top}px`;
}

// A finger on the button takes the selection away before it presses it.
let held = null;

export function takeSpan() {
  const found = held ?? span();
  held = null;
  return found;
}

function follow() {
  if (held) return;
  const range = chosen();
  form.hidden = !range;
  if (range) place(range);
}

if (form) {
  document.addEventListener("selectionchange", follow);
  addEventListener("resize", follow);
  form.addEventListener("pointerdown", () => (held = span()));
  form.addEventListener("pointercancel", () => (held = null));
}
