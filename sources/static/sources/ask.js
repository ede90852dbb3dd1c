// Asking the server: an answer, or a sentence about why there is none.

import { token } from "./reach.js";

export const ask = (address, options) => fetch(address, options).catch(() => null);

// A log-in in another tab changes the token that the page was made with: the cookie has the new one.
export function post(address, body, headers = {}) {
  if (token()) body.set("csrfmiddlewaretoken", token());
  return ask(address, { method: "POST", body, headers });
}

export function refusal(answer) {
  if (!answer) return "Not done: the site cannot be reached. What you typed is still here: try again.";
  if (answer.redirected && answer.url.includes("/login/"))
    return "Not done: you are logged out. Log in in another tab, then try again here.";
  if (!answer.ok) return `Not done: the site answered ${answer.status}. Open the page again.`;
  return null;
}
