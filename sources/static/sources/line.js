// What is asked for while an answer is under way waits in line, and is done in that order.

import { add } from "./outcome.js";

let line = [];
let working = false;

// `key` is what was pressed, and meant for whatever card the keys before it lead to; a button of the
// mouse has none: its card is known.
export async function queue(act, key = null) {
  line.push({ act, key });
  if (working) return;
  working = true;
  try {
    while (line.length) await line.shift().act();
  } finally {
    working = false;
  }
}

export const waits = (key) => line.some((one) => one.key === key);

// Keys that were pressed for another place than the one the editor is at now are not done.
export function dropKeys() {
  const keys = line.flatMap(({ key }) => key ?? []);
  line = line.filter(({ key }) => key === null);
  if (keys.length) add(`Pressed meanwhile and not done: ${keys.join(" ")}`);
}
