// Theme, sorting, filtering, and walking from claim to claim. Every page is complete without it.
(function () {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));

  // Theme: the button names what it switches to.
  const button = document.querySelector("button.theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const name = () => { button.textContent = dark() ? "Light" : "Dark"; button.setAttribute("aria-label", "Switch to the " + (dark() ? "light" : "dark") + " theme"); };
  const toggle = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("tracewire-theme", root.dataset.theme); } catch (refused) { /* lasts one page then */ }
    name();
  };
  button.hidden = false;
  name();
  button.addEventListener("click", toggle);
  system.addEventListener("change", name);
  all(".keys").forEach((line) => { line.hidden = false; });

  // A table that fits needs no stop of its own on the way of the Tab key.
  const stopsWhereWide = () => all(".scroll").forEach((one) => { if (one.scrollWidth > one.clientWidth) one.tabIndex = 0; else one.removeAttribute("tabindex"); });
  addEventListener("resize", stopsWhereWide);
  stopsWhereWide();

  // Sorting: numbers by value, words by the English alphabet; a second press turns the order round.
  const value = (row, column) => { const cell = row.cells[column]; return cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim(); };
  all("table.sortable").forEach((table) => {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      if (head.textContent.trim() === "Passage") return;
      const press = document.createElement("button");
      press.type = "button";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = Array.from(table.tBodies[0].rows, (row) => ({ row, key: value(row, column) }));
        const numeric = keyed.every(({ key }) => key === "" || !Number.isNaN(Number(key)));
        const order = new Intl.Collator("en", { numeric: true });
        keyed.sort((a, b) => {
          if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1; // silence last, whichever way
          const sign = numeric ? Number(a.key) - Number(b.key) : order.compare(a.key, b.key);
          return down ? -sign : sign;
        });
        table.tBodies[0].append(...keyed.map(({ row }) => row));
      });
    });
  });

  // Filters.
  all("form.filters").forEach((form) => {
    const table = form.parentElement.querySelector("table");
    const rows = Array.from(table.tBodies[0].rows);
    const told = form.querySelector("output");
    const field = (key) => (form.elements[key] ? form.elements[key].value : "");
    const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    const apply = () => {
      const words = plain(field("text")).split(/\s+/).filter(Boolean);
      const party = field("party"), family = field("family"), stage = field("stage");
      const denied = form.elements.denied && form.elements.denied.checked;
      let shown = 0;
      rows.forEach((row) => {
        const data = row.dataset;
        const fits = words.every((word) => data.text.includes(word)) && (!party || data.party.split(" ").includes(party)) &&
          (!family || data.family === family) && (!stage || data.stage === stage) && (!denied || data.denied !== undefined);
        row.hidden = !fits;
        shown += fits;
      });
      told.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length;
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  });

  // Claims and their passages: one is active at a time, in the text and beside it.
  const cards = all(".card");
  const passages = all(".ev");
  const activate = (card) => {
    cards.forEach((one) => one.classList.toggle("active", one === card));
    const index = card ? card.dataset.claim : null;
    passages.forEach((one) => one.classList.toggle("active", index !== null && one.dataset.claims.split(" ").includes(index)));
  };
  const light = (slot) => all("[data-slots]").forEach((one) => one.classList.toggle("lit", slot !== null && one.dataset.slots.split(" ").includes(slot)));
  cards.forEach((card) => {
    card.addEventListener("focusin", () => activate(card));
    card.addEventListener("pointerenter", () => activate(card));
  });
  passages.forEach((one) => {
    const lead = () => document.querySelector(one.getAttribute("href"));
    one.addEventListener("focus", () => activate(lead()));
    one.addEventListener("pointerenter", () => activate(lead()));
  });
  all("button.slot").forEach((slot) => {
    const on = () => light(slot.dataset.slot);
    slot.addEventListener("focus", on);
    slot.addEventListener("pointerenter", on);
    slot.addEventListener("blur", () => light(null));
    slot.addEventListener("pointerleave", () => light(null));
    slot.addEventListener("click", () => {
      on();
      const words = all("[data-slots]").find((one) => one.dataset.slots.split(" ").includes(slot.dataset.slot));
      if (words) words.scrollIntoView({ block: "nearest" });
    });
  });
  const arrive = () => {
    if (!location.hash.startsWith("#claim-")) return;
    const card = document.getElementById(location.hash.slice(1));
    if (!card) return;
    activate(card);
    const passage = document.getElementById("passage-" + location.hash.slice(7)) || passages.find((one) => one.classList.contains("active"));
    if (passage && innerWidth < 960) passage.scrollIntoView({ block: "start" });
    else card.closest(".row").scrollIntoView({ block: "start" });
    // On a wide window the text stays beside its cards; a card far down its column is brought into sight.
    if (card.getBoundingClientRect().bottom > innerHeight) card.scrollIntoView({ block: "center" });
    card.focus({ preventScroll: true });
  };
  addEventListener("hashchange", arrive);
  arrive();

  // Evidence is shown on paper.
  let closed = [];
  addEventListener("beforeprint", () => { closed = all(".card details:not([open])"); closed.forEach((one) => { one.open = true; }); });
  addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));

  // Keys. j and k walk; the arrows do so where a claim or a row has the focus, so that they still scroll elsewhere.
  const stops = () => all("[data-nav]").filter((one) => one.offsetParent !== null);
  const step = (by) => {
    const list = stops();
    if (!list.length) return;
    const here = list.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    let next = here + by;
    if (here < 0) {
      const below = list.findIndex((one) => one.getBoundingClientRect().top >= 0);
      next = by > 0 ? Math.max(below, 0) : (below < 0 ? list.length : below) - 1;
    }
    const target = list[Math.min(Math.max(next, 0), list.length - 1)];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at.closest("input, select, textarea")) { if (event.key === "Escape") at.blur(); return; }
    const onStop = at.closest("[data-nav]") !== null;
    if (event.key === "j" || (event.key === "ArrowDown" && onStop)) step(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && onStop)) step(-1);
    else if (event.key === "t") toggle();
    else if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (!search) return;
      search.focus();
    } else return;
    event.preventDefault();
  });
})();
