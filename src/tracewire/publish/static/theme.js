// Sets the chosen theme before anything is painted. Without a choice the system's preference holds, by CSS alone.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("tracewire-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (refused) { /* some browsers keep no storage for local files: the choice then lasts one page */ }
  document.documentElement.classList.add("js");
})();
