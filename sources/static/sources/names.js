// The boxes that stand for a searched choice have no name of their own: each gets its label's.

function name(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0]?.textContent.replace(/:\s*$/, "");
    const boxes = select.parentElement.querySelectorAll(
      ".select2-selection__rendered, .select2-search__field",
    );
    for (const box of boxes) box.setAttribute("aria-label", label ?? select.name);
  }
}

django.jQuery(() => name(document)); // after the boxes are made, which is done there as well
document.addEventListener("formset:added", (event) => name(event.target));
