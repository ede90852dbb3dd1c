// The page as the server makes it anew takes the place of what is shown; nothing else is loaded again.

import { refusal } from "./ask.js";
import { say } from "./outcome.js";

const PARTS = [".provenance", ".letters", ".cards", ".count"];
const SNAPSHOT = "#selection [name=snapshot]"; // the text that selected words are of

// Shows the text, the cards and the messages of an answer that is this page; returns whether it is.
export async function redraw(answer) {
  const refused = refusal(answer);
  if (refused) say(refused);
  if (refused) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of PARTS) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part)?.replaceChildren(...fresh.childNodes);
  }
  const [here, there] = [document, page].map((one) => one.querySelector(SNAPSHOT));
  if (here && there) here.value = there.value;
  document.querySelector(".messagelist")?.remove();
  const shown = page.querySelector(".messagelist");
  if (!shown) return true;
  shown.role = "alert";
  document.querySelector("#content-start").prepend(shown);
  return true;
}
