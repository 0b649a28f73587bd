// Tasks are dragged, or picked up by the keyboard and moved with the arrow keys. Where one is put down, the form of its
// own page is sent, with what this page saw of it; without this file that page does the same.
(() => {
  "use strict";
  const board = document.querySelector("[data-board]");
  const form = document.getElementById("board-form");
  if (!board || !form) return;
  const live = document.getElementById("board-live");
  const columns = [...board.querySelectorAll("[data-column]")];
  const home = (column) => column.matches("[data-cards]") ? column : column.querySelector("[data-cards]");
  const columnOf = (card) => card.closest("[data-column]");
  const cards = (column) => [...home(column).children].filter((each) => each.dataset.item);
  const grip = (card) => card.querySelector("[data-grip]");
  const say = (words, card) => {
    const column = columnOf(card);
    const values = { title: card.dataset.title, column: column.dataset.name, n: cards(column).indexOf(card) + 1,
      all: cards(column).length };
    live.textContent = words.replace(/\{(title|column|n|all)\}/g, (_, name) => values[name]);
  };

  // What is moved now, and where it came from.
  let moved = null;
  // What is on its way ends with another page.
  let isSent = false;
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  const begin = (card) => {
    moved = { card, parent: card.parentElement, next: card.nextElementSibling };
    card.classList.add("lifted");
  };
  const insert = (column, before) => {
    // Above the first of a column that is shown from its middle there are others.
    const isCut = before && "cut" in column.dataset && before === cards(column).find((each) => each !== moved.card);
    home(column).insertBefore(moved.card, (isCut ? before.nextElementSibling : before) ?? null);
  };
  const putBack = () => {
    // First, because what is taken out loses the focus.
    const { card, parent, next } = moved;
    moved = null;
    card.classList.remove("lifted");
    parent.insertBefore(card, next);
    return card;
  };
  const putDown = () => {
    const { card, parent, next } = moved;
    card.classList.remove("lifted");
    moved = null;
    if (card.parentElement === parent && card.nextElementSibling === next) return;
    const column = columnOf(card);
    const all = cards(column);
    const before = all[all.indexOf(card) - 1];
    form.action = card.dataset.action;
    form.elements.to.value = column.dataset.column + (before ? " " + before.dataset.item : "");
    form.elements.from.value = card.dataset.from;
    form.elements.seen.value = card.dataset.seen;
    isSent = true;
    form.requestSubmit();
  };

  // The mouse. A finger scrolls, and uses the link of the task.
  let pressed = null;
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".movable");
    if (!card || moved || isSent || event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
    pressed = { card, x: event.clientX, y: event.clientY };
  });
  addEventListener("pointermove", (event) => {
    if (!pressed) return;
    if (!moved) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 6) return;
      begin(pressed.card);
      board.classList.add("dragging");
      getSelection()?.removeAllRanges();
    }
    event.preventDefault();
    if (event.clientY < 60) scrollBy(0, -16);
    if (event.clientY > innerHeight - 60) scrollBy(0, 16);
    const column = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-column]");
    if (!column || !board.contains(column)) return;
    const others = cards(column).filter((each) => each !== moved.card);
    insert(column, others.find((each) => {
      const place = each.getBoundingClientRect();
      return event.clientY < place.top + place.height / 2;
    }));
  });
  const release = (isDrop) => {
    if (!pressed) return;
    pressed = null;
    board.classList.remove("dragging");
    if (!moved) return;
    // The click that ends it opens nothing.
    const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
    addEventListener("click", stop, true);
    setTimeout(() => removeEventListener("click", stop, true), 0);
    if (isDrop) putDown(); else putBack();
  };
  addEventListener("pointerup", () => release(true));
  addEventListener("pointercancel", () => release(false));

  // The keyboard.
  const step = (key) => {
    const { card } = moved;
    const column = columnOf(card);
    const all = cards(column);
    const at = all.indexOf(card);
    if (key === "ArrowUp" && at > 0) insert(column, all[at - 1]);
    if (key === "ArrowDown" && at < all.length - 1) insert(column, all[at + 2]);
    const on = (key === "ArrowRight") === (document.dir !== "rtl") ? 1 : -1;
    const next = columns[columns.indexOf(column) + on];
    if ((key === "ArrowLeft" || key === "ArrowRight") && next) insert(next, cards(next)[at]);
    grip(card).focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(board.dataset.at, card);
  };
  let isStepping = false;
  board.addEventListener("keydown", (event) => {
    if (isSent || event.ctrlKey || event.altKey || event.metaKey) return;
    if (pressed) { if (event.key === "Escape") release(false); return; }
    const card = event.target.closest(".movable");
    if (!moved) {
      if (event.key !== " " || !event.target.matches("[data-grip]")) return;
      event.preventDefault();
      begin(card);
      say(board.dataset.lifted, card);
      return;
    }
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      isStepping = true;
      step(event.key);
      isStepping = false;
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      putDown();
    } else if (event.key === "Escape") {
      event.preventDefault();
      const back = putBack();
      grip(back).focus();
      say(board.dataset.back, back);
    }
  });
  board.addEventListener("focusout", (event) => {
    if (!moved || pressed || isStepping || moved.card.contains(event.relatedTarget)) return;
    say(board.dataset.back, putBack());
  });

  // On.
  document.getElementById("board-help").hidden = false;
  for (const each of board.querySelectorAll("[data-grip]")) each.setAttribute("aria-describedby", "board-help");
  const arrived = location.hash && document.getElementById(location.hash.slice(1))?.closest("[data-item]");
  if (arrived && board.contains(arrived)) say(board.dataset.at, arrived);
})();
