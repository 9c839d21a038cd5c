// Makes the desk fast. Nothing depends on it: every page and form works without.

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.matches(TYPING)) return;
  const keyed = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (keyed) {
    event.preventDefault();
    use(keyed);
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    walk(event.key === "j" ? 1 : -1);
  }
}

function use(keyed) {
  keyed.focus();
  if (keyed.matches("summary")) {
    keyed.parentElement.open = true;
    keyed.parentElement.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  } else {
    keyed.click();
  }
}

// Moves the focus through the titles of a list.
function walk(step) {
  const titles = [...document.querySelectorAll("[data-walk] a.title")];
  const here = titles.indexOf(document.activeElement);
  const next = titles[here < 0 && step < 0 ? titles.length - 1 : here + step];
  next?.focus();
}

// A link to a part of the page that is folded away opens it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let around = target; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  if (target instanceof HTMLDetailsElement) {
    target.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }
}

function typedInto(form) {
  return [...form.elements].some(
    (field) =>
      (field.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])") &&
        field.value !== field.defaultValue) ||
      (field.matches("[type=checkbox], [type=radio]") && field.checked !== field.defaultChecked),
  );
}

let sending = false;

function guard(event) {
  if (!sending && [...document.querySelectorAll("form[data-guard]")].some(typedInto)) event.preventDefault();
}

function sent(event) {
  const form = event.target;
  const button = event.submitter;
  if (sending && form.dataset.busy) {
    event.preventDefault(); // It is on its way already.
    return;
  }
  sending = true;
  if (form.dataset.busy && button) {
    button.setAttribute("aria-busy", "true");
    button.textContent = form.dataset.busy;
  }
}

// Coming back by the browser's history, a form that was sent is a form again.
function shown(event) {
  sending = false;
  if (event.persisted) location.reload();
}

for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
document.addEventListener("keydown", pressed);
document.addEventListener("submit", sent);
window.addEventListener("beforeunload", guard);
window.addEventListener("hashchange", unfold);
window.addEventListener("pageshow", shown);
unfold();
document.querySelector(".refused[role=alert]")?.focus();
