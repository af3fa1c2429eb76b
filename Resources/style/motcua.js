// Small comforts. Every page works without this file; nothing here decides anything.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const all = (selector) => document.querySelectorAll(selector);
  const first = (selector) => document.querySelector(selector);
  // Storage may be switched off; then nothing is kept and nothing breaks.
  const kept = (work) => { try { return work(sessionStorage); } catch { return null; } };
  const draftPrefix = "motcua:draft:";

  // Keys: Ctrl+/ to the search, F2 to what is new, Ctrl+Enter to send. No single letters.
  document.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "/") {
      const search = first("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "F2" && !control && !event.altKey) {
      const begin = first("[data-new]");
      if (begin) { event.preventDefault(); begin.click(); }
    } else if (control && event.key === "Enter") {
      const form = event.target.closest("form[data-once]") || first("form[data-main]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
    } else if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    }
  });
  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // A form is sent once; after 0.4 s of waiting its button says so. Coming back frees it.
  const sending = (form, button) => {
    form.dataset.sent = "yes";
    setTimeout(free, 15000);
    if (!button) return;
    setTimeout(() => {
      button.classList.add("is-sending");
      if (!button.dataset.words) button.dataset.words = button.textContent;
      if (button.dataset.sending) button.textContent = button.dataset.sending;
    }, 400);
  };
  const free = () => all("form[data-once]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll(".is-sending").forEach((button) => {
      button.classList.remove("is-sending");
      if (button.dataset.words) button.textContent = button.dataset.words;
    });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-sign-out]")) {
      kept((store) => Object.keys(store).forEach((key) => key.startsWith(draftPrefix) && store.removeItem(key)));
    }
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) event.preventDefault(); else sending(form, event.submitter || form.querySelector(".btn"));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) free(); });

  // What is typed stays in this tab until the server says that it has it: a session that ends loses nothing.
  const writable = (field) =>
    field.name && field.name !== "csrf" && !/^(hidden|password|file|submit|button)$/.test(field.type);
  const read = (form) => {
    const values = [];
    for (const field of form.elements) {
      if (!writable(field)) continue;
      if (field.type === "checkbox" || field.type === "radio") values.push([field.name, field.value, field.checked]);
      else values.push([field.name, field.value]);
    }
    return values;
  };
  const write = (form, values) => {
    let changed = false;
    for (const [name, value, checked] of values) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (!writable(field)) continue;
        if (checked === undefined) {
          if (field.value !== value) { field.value = value; changed = true; }
        } else if (field.value === value && field.checked !== checked) { field.checked = checked; changed = true; }
      }
    }
    return changed;
  };
  all("[data-sent]:not(form)").forEach((note) => kept((store) => store.removeItem(draftPrefix + note.dataset.sent)));
  all("form[data-draft]").forEach((form) => {
    const key = draftPrefix + form.dataset.draft;
    const before = kept((store) => JSON.parse(store.getItem(key)));
    if (Array.isArray(before) && write(form, before)) {
      const note = form.querySelector("[data-restored]");
      if (note) note.hidden = false;
    }
    let timer;
    const keep = () => kept((store) => store.setItem(key, JSON.stringify(read(form))));
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 300); });
    form.addEventListener("submit", keep);
    addEventListener("pagehide", () => { if (timer) keep(); });
  });

  // Drafts kept by the server: three seconds after the last key the form is sent aside, and the page says so.
  all("form[data-autosave]").forEach((form) => {
    const state = form.querySelector("[data-saving]");
    const say = (word) => { if (state) state.textContent = state.dataset[word]; };
    let timer;
    const save = async () => {
      if (form.dataset.sent) return;
      say("saving");
      try {
        const body = new URLSearchParams(read(form).filter((v) => v[2] !== false).map(([name, value]) => [name, value]));
        const token = form.querySelector("[name=csrf]");
        if (token) body.set("csrf", token.value);
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Autosave": "1" } });
        say(answer.ok && !answer.redirected ? "saved" : "unsaved");
      } catch { say("unsaved"); }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 3000); });
  });

  // Print buttons; a receipt at the counter prints as soon as it has come.
  all("[data-print]").forEach((button) => {
    button.addEventListener("click", () => print());
    if (button.dataset.print === "now") addEventListener("load", () => print(), { once: true });
  });

  // The list of errors is where reading goes on.
  const errors = first("[data-focus]");
  if (errors) errors.focus();
})();
