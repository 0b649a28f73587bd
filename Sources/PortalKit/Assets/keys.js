// Keys for lists and records. The page is whole without them; what they do are its own links and fields.
(() => {
  "use strict";
  const home = document.querySelector("[data-keys]");
  if (!home) return;
  const dialog = home.querySelector("dialog");
  const box = home.querySelector("input");
  const kept = "portico.keys";

  // A browser that keeps nothing has the keys on, and off only for this page.
  let isOn = true;
  try { isOn = localStorage.getItem(kept) !== "off"; } catch { }
  const turn = (on) => {
    isOn = on;
    try { on ? localStorage.removeItem(kept) : localStorage.setItem(kept, "off"); } catch { }
  };

  home.hidden = false;
  box.checked = isOn;
  box.addEventListener("change", () => turn(box.checked));
  home.querySelector("button").addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  const rows = () => [...document.querySelectorAll(".table tbody tr")].filter((row) => row.querySelector(".go"));
  const current = () => rows().find((row) => row.contains(document.activeElement));
  const move = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (!row) return;
    row.querySelector(".go").focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const reach = (field) => {
    if (!field) return;
    field.focus();
    field.scrollIntoView({ block: "center" });
  };
  const list = {
    j: () => move(1),
    k: () => move(-1),
    o: () => current()?.querySelector(".go").click(),
    r: () => { const way = current()?.querySelector(".go"); if (way) location.assign(way.href + "#answer"); },
    x: () => current()?.querySelector(".t-tick input")?.click(),
    "/": () => reach(document.querySelector(".filters input[type=search]")),
  };
  const record = {
    r: () => reach(document.getElementById(home.dataset.answer)),
    u: () => location.assign(home.dataset.list),
  };
  const keys = { ...(home.dataset.keys === "list" ? list : record), "?": () => dialog.showModal() };

  // Whoever types a letter into a field means the letter.
  const isTyping = (element) => element.isContentEditable
    || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

  document.addEventListener("keydown", (event) => {
    if (!isOn || dialog.open || event.defaultPrevented || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const does = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
