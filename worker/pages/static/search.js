// Filters the index and searches the words of all records. Everything can be read without it.
"use strict";
(() => {
  const form = document.querySelector("form.find");
  const rows = [...document.querySelectorAll(".records li")];
  if (!form || !rows.length) return;
  const told = form.querySelector("output");
  const choices = [...form.querySelectorAll("select")];
  const shown = new Map(rows.map((row) => [row, row.textContent]));
  let words = null;
  let asked = 0;

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  // Where words are not parted by spaces, one may stand anywhere.
  const unparted = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  // Fetched when somebody begins to type, so that who only reads loads nothing more.
  const fetched = () => {
    words ??= fetch("search.json")
      .then((answer) => (answer.ok ? answer.json() : []))
      .catch(() => [])
      .then((records) => new Map(records.map((record) => [record.slug, " " + record.words])));
    return words;
  };

  const filter = async () => {
    const turn = ++asked;
    const terms = folded(form.elements.words.value).match(/[\p{L}\p{N}_]+/gu) ?? [];
    const known = terms.length ? await fetched() : new Map();
    if (turn !== asked) return; // somebody typed on while the words were under way
    let left = 0;
    for (const row of rows) {
      const text = (known.get(row.dataset.slug) ?? "") + " " + folded(shown.get(row)).replace(/[^\p{L}\p{N}_]+/gu, " ");
      const fits =
        choices.every((choice) => !choice.value || row.dataset[choice.name] === choice.value) &&
        terms.every((term) => text.includes(unparted.test(term) ? term : " " + term));
      row.hidden = !fits;
      left += fits ? 1 : 0;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("li:not([hidden])");
    const all = !terms.length && choices.every((choice) => !choice.value);
    told.textContent = all ? "" : `${left} of ${rows.length} ${rows.length === 1 ? "record" : "records"}`;
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
