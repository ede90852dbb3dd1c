// The page as the server makes it anew takes the place of what is shown; nothing else is loaded again.

const PARTS = [".letters", ".cards", ".count"];

// Shows the text, the cards and the messages of an answer that is this page.
export async function redraw(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.querySelector(".letters")) return location.reload();
  for (const part of PARTS) {
    document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  }
  document.querySelector(".messagelist")?.remove();
  const shown = page.querySelector(".messagelist");
  if (!shown) return;
  shown.role = "alert";
  document.querySelector("#content-start").prepend(shown);
}
