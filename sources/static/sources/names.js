// The boxes that stand for a searched choice have no name of their own: each gets its label's.

function name(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0];
    const words = label?.textContent.replace(/:\s*$/, "") ?? select.name;
    const boxes = select.parentElement;
    const [box, chosen] = [".select2-selection", ".select2-selection__rendered"].map((part) =>
      boxes.querySelector(part),
    );
    if (!box) continue; // the row that new rows are copied from
    for (const part of [chosen, boxes.querySelector(".select2-search__field")]) {
      part?.setAttribute("aria-label", words);
    }
    if (!label) continue;
    label.id ||= `${select.id}-label`;
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`.trim());
  }
}

// The help signs of the admin's two-column boxes have a name, and no role that may bear one.
window.addEventListener("load", () => {
  for (const sign of document.querySelectorAll(".help-tooltip[aria-label]")) sign.role = "img";
});

// What such a box offers, and what is chosen in it, says its language.
function inLanguage({ text, lang, element }) {
  const shown = document.createElement("span");
  shown.textContent = text;
  shown.lang = lang || element?.parentElement.dataset.wordsLang || document.documentElement.lang;
  shown.dir = "auto";
  return shown;
}
for (const template of ["templateResult", "templateSelection"]) {
  django.jQuery.fn.select2?.defaults.set(template, inLanguage); // a page may have no such box
}

django.jQuery(() => name(document)); // after the boxes are made, which is done there as well
document.addEventListener("formset:added", (event) => name(event.target));
// The button that took a row away went with it: the keyboard goes on where rows are added.
document.addEventListener("formset:removed", ({ detail }) => {
  document.querySelector(`#${detail.formsetName}-group .add-row a`)?.focus();
});
