// What an editor has in a card, words typed and "More" opened, is in the card that takes its place.

const kept = new Map();

export function keep(card, withWords = true) {
  const typed = withWords ? card.querySelector("[name=speaker]")?.value : "";
  const isOpen = card.querySelector("details")?.open;
  if (typed || isOpen) kept.set(card.id, { typed, isOpen });
}

export function putBack() {
  for (const [id, { typed, isOpen }] of kept) {
    const card = document.getElementById(id);
    if (!card) continue; // it is still to come
    kept.delete(id);
    const [box, more] = ["[name=speaker]", "details"].map((part) => card.querySelector(part));
    if (box) box.value ||= typed;
    if (more) more.open ||= isOpen;
  }
}
