// The ends of the current quote can be taken and dragged; what it would become is selected meanwhile.

import { span } from "./selection.js";

const HANDLES = ["start", "end"].map((edge) => {
  const handle = document.createElement("span"); // empty: between the tags stands the text alone
  handle.className = `handle ${edge}`;
  handle.ariaHidden = "true"; // the keys that move an end by a word are for everybody
  return handle;
});
const [START, END] = HANDLES;

// Puts a handle at each end of a card's marks, if its editor may move them.
export function hold(card, marks) {
  for (const handle of HANDLES) handle.remove();
  if (!marks.length || !card.querySelector("form")) return;
  marks[0].before(START);
  marks[marks.length - 1].after(END);
}

// From pressing a handle to letting it go; then `moved` is given the new {start, end}.
export function drag(event, moved) {
  const handle = HANDLES.find((one) => one === event.target);
  if (!handle) return;
  event.preventDefault();
  const dragging = new AbortController();
  const on = (name, react) =>
    document.addEventListener(name, react, { signal: dragging.signal });
  document.body.classList.add("dragging");
  dragging.signal.addEventListener("abort", () => document.body.classList.remove("dragging"));
  on("pointermove", (at) => choose(handle, at));
  on("pointercancel", () => dragging.abort());
  on("pointerup", () => {
    dragging.abort();
    const found = span();
    if (found) moved({ start: found.start, end: found.end });
  });
  getSelection().removeAllRanges();
}

// Selects from the end that stays to the letter under the pointer.
function choose(handle, { clientX, clientY }) {
  const place = letterAt(clientX, clientY);
  if (!place) return;
  const range = document.createRange();
  range.setStartAfter(START);
  range.setEndBefore(END);
  if (handle === START) range.setStart(...place);
  else range.setEnd(...place);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function letterAt(x, y) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && [at.offsetNode, at.offset];
  }
  const at = document.caretRangeFromPoint(x, y); // what older browsers have in its place
  return at && [at.startContainer, at.startOffset];
}
