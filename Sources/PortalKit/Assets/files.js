// Marks a field for files while something is dragged over it, lists what was chosen, and says before sending when it is
// too much. Dropping and choosing are the browser's own and work without this.
"use strict";
(() => {
  const carries = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");

  // A file that is let go beside the field would take the page away, and what was typed with it.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (!carries(event) || event.target.closest?.("input[type=file]")) return;
      event.preventDefault();
      if (name === "dragover") event.dataTransfer.dropEffect = "none";
    });
  }

  const size = (bytes) => {
    const [number, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "kB"] : [bytes / 1e6, "MB"];
    return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(number) + " " + unit;
  };

  const begin = (area) => {
    const input = area.querySelector("input[type=file]");
    const list = document.createElement("ul");
    const warning = document.createElement("p");
    list.className = "chosen";
    warning.className = "field-error";
    warning.setAttribute("role", "status");
    warning.id = input.id + "-warning";
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), warning.id].filter(Boolean).join(" "));
    area.after(list, warning);
    let depth = 0;
    const mark = (step) => {
      depth = Math.max(0, depth + step);
      area.classList.toggle("over", depth > 0);
    };
    area.addEventListener("dragenter", (event) => { if (carries(event)) mark(1); });
    area.addEventListener("dragleave", (event) => { if (carries(event)) mark(-1); });
    area.addEventListener("drop", () => { depth = 0; mark(0); });

    const show = () => {
      const files = Array.from(input.files);
      list.replaceChildren(...files.map((file) => {
        const line = document.createElement("li");
        const detail = document.createElement("span");
        detail.className = "second";
        detail.textContent = size(file.size);
        line.append(file.name + " ", detail);
        return line;
      }));
      const { most, bytes, many, large } = area.dataset;
      const together = files.reduce((sum, file) => sum + file.size, 0);
      const problem = most && files.length > Number(most) ? many : bytes && together > Number(bytes) ? large : "";
      warning.textContent = problem;
      if (problem) input.setAttribute("aria-invalid", "true");
      else if (area.classList.contains("wrong")) input.removeAttribute("aria-invalid");
      area.classList.toggle("wrong", Boolean(problem));
    };
    input.addEventListener("change", show);
    input.form?.addEventListener("submit", (event) => {
      if (!warning.textContent) return;
      event.preventDefault();
      input.focus();
    });
    // What a browser chose again by itself when one comes back to the page.
    show();
  };

  const all = () => document.querySelectorAll(".drop").forEach(begin);
  if (!window.porticoFiles) {
    window.porticoFiles = true;
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
    else all();
  }
})();
