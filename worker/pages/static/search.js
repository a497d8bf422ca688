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

  // Where words are not parted by spaces, one may stand anywhere.
  const unparted = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  // Loaded when somebody begins to type, so that who only reads loads nothing more; as a script, for a page
  // that is read from a folder may fetch no data.
  const loaded = () => {
    words ??= new Promise((done) => {
      window.onrecord = ({ folded, records }) =>
        done({ folds: new Map(Object.entries(folded)), known: new Map(records.map((r) => [r.slug, " " + r.words])) });
      const script = document.createElement("script");
      script.src = "words.js";
      script.onerror = () => done({ folds: new Map(), known: null });
      document.head.append(script);
    });
    return words;
  };

  const folded = (text, folds) =>
    [...text.toLowerCase().normalize("NFKD")].map((one) => folds.get(one) ?? one).join("").replace(/\p{M}/gu, "");

  const filter = async () => {
    const turn = ++asked;
    const typed = form.elements.words.value.trim();
    const { folds, known } = typed ? await loaded() : { folds: new Map(), known: new Map() };
    if (turn !== asked) return; // somebody typed on while the words were under way
    const terms = folded(typed, folds).match(/[\p{L}\p{N}_]+/gu) ?? [];
    let left = 0;
    for (const row of rows) {
      const text = (known?.get(row.dataset.slug) ?? "") + " " + folded(shown.get(row), folds).replace(/[^\p{L}\p{N}_]+/gu, " ");
      const fits =
        choices.every((choice) => !choice.value || row.dataset[choice.name] === choice.value) &&
        terms.every((term) => text.includes(unparted.test(term) ? term : " " + term));
      row.hidden = !fits;
      left += fits ? 1 : 0;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("li:not([hidden])");
    const all = !terms.length && choices.every((choice) => !choice.value);
    const found = `${left} of ${rows.length} ${rows.length === 1 ? "record" : "records"}`;
    told.textContent = all ? "" : known ? found : `${found}; the letters themselves could not be searched`;
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
