// Keeps what is typed into a composer as its writer's draft, on the server, while he types. Without it the button
// "Save draft" does the same; nothing of the page needs this file.
(() => {
  "use strict";
  const text = document.getElementById("f-note");
  const form = text && text.form;
  if (!form || !form.elements.seen || !document.getElementById("draft-state")) return;
  const pause = 2000, heartbeat = 120000;
  let saved = text.value, wanted = false, timer = 0, running = null, done = false;

  const key = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const say = (name) => {
    const place = document.getElementById("draft-state");
    let line = place.querySelector("[role=status]");
    if (!line) {
      line = document.createElement("p");
      line.setAttribute("role", "status");
      line.className = "draft-line";
      place.append(line);
    }
    line.textContent = name ? place.dataset[name] : "";
  };

  // "saved", "out" where nobody is signed in any more, "failed" where the server was not reached or refused.
  const send = async () => {
    const fields = new URLSearchParams({
      csrf: form.elements.csrf.value, once: key(), seen: form.elements.seen.value, draft: "auto", note: text.value,
    });
    const shared = form.elements.shared;
    if (shared && shared.checked) fields.set("shared", "1");
    const sent = text.value;
    try {
      const reply = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
      if (reply.type === "opaqueredirect" || reply.status === 403) return "out";
      if (!reply.ok) return "failed";
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const state = page.getElementById("draft-state");
      if (state) document.getElementById("draft-state").replaceWith(document.importNode(state, true));
      saved = sent;
      return "saved";
    } catch { return "failed"; }
  };

  // One at a time, so that an older text never comes after a newer one.
  const save = async () => {
    clearTimeout(timer);
    if (running) { wanted = true; return running; }
    running = send();
    const end = await running;
    running = null;
    if (done) return end;
    if (end !== "saved") say(end);
    if (wanted || text.value !== saved) { wanted = false; later(end === "saved" ? pause : 10 * pause); }
    return end;
  };
  const later = (after) => { clearTimeout(timer); timer = setTimeout(save, after); };

  // A page that the way back shows again is written in again.
  addEventListener("pageshow", (event) => { if (event.persisted) done = false; });
  text.addEventListener("input", () => { if (!done) later(pause); });
  setInterval(() => {
    if (!done && !document.hidden && document.activeElement === text && text.value.trim()) save();
  }, heartbeat);

  // What is typed is kept before the page is left by another form of the composer, and before it is sent: who was
  // signed out meanwhile stays here with his text.
  form.closest(".composer").addEventListener("submit", async (event) => {
    if (done) return;
    const isOwn = event.target === form;
    if (!isOwn && event.target.method === "post") { done = true; clearTimeout(timer); return; }
    if (text.value === saved && !isOwn) return;
    event.preventDefault();
    clearTimeout(timer);
    if (running) await running;
    const end = text.value.trim() ? await send() : "saved";
    if (end === "out") { say("out"); return; }
    done = true;
    clearTimeout(timer);
    if (isOwn) form.requestSubmit(event.submitter || undefined); else event.target.submit();
  });
})();
