"use strict";
// Asks one question at a time and hands the answers over as a file and as one line. What is answered lives in the page's
// own radio buttons and nowhere else.
(() => {
  const one = (id) => document.getElementById(id);
  const { catalogue, version, items: count } = one("form").dataset;
  const items = [...document.querySelectorAll(".item")];
  const parts = [one("start"), ...items, one("end")];
  const last = parts.length - 1;
  let at = 0;
  // Whoever has seen the end comes back to it from whatever is answered anew.
  let finished = false;
  let saved = true;
  let pending = 0;

  const chosen = (item) => item.querySelector("input:checked");
  const say = (words) => { one("said").textContent = words; };

  function show(place) {
    clearTimeout(pending);
    parts[at].classList.remove("here");
    at = Math.max(0, Math.min(place, last));
    parts[at].classList.add("here");
    const asks = at > 0 && at < last;
    for (const id of ["where", "bar", "keys"]) one(id).classList.toggle("hidden", !asks);
    say("");
    if (asks) {
      one("place").textContent = `Question ${at} of ${items.length}`;
      one("progress").value = at;
      (chosen(items[at - 1]) ?? items[at - 1].querySelector("input")).focus({ preventScroll: true });
    } else if (at === last) {
      end();
    } else {
      one("begin").focus();
    }
    scrollTo(0, 0);
  }

  const forward = () => show(finished ? last : at + 1);

  function next() {
    if (chosen(items[at - 1])) forward();
    else say("Choose an answer, or skip the question.");
  }

  function skip() {
    const old = chosen(items[at - 1]);
    if (old) {
      old.checked = false;
      saved = false;
    }
    forward();
  }

  function choose(radio) {
    radio.checked = true;
    radio.focus();
    saved = false;
  }

  function end() {
    finished = true;
    const missing = items.filter((item) => !chosen(item));
    const answered = items.length - missing.length;
    one("told").textContent = `You answered ${answered} of ${items.length} questions.`
      + (answered ? "" : " There is nothing to save yet.")
      + (missing.length ? " Those without an answer stand below." : "");
    one("missing").replaceChildren(...(missing.length ? ["Without an answer: "] : []), ...missing.map((item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `question ${items.indexOf(item) + 1}`;
      button.onclick = () => show(items.indexOf(item) + 1);
      return button;
    }));
    one("save").disabled = one("copy").disabled = !answered;
    one("line").value = line();
    one("end").focus({ preventScroll: true });
  }

  // One digit an item of the whole catalogue, in its order; - is skipped.
  function line() {
    const digits = Array(Number(count)).fill("-");
    for (const item of items) digits[item.dataset.place] = chosen(item)?.value ?? "-";
    return `${catalogue}@${version}:${digits.join("")}`;
  }

  function save() {
    // Half a character is none in a file.
    const id = one("name").value.replace(/\p{Cs}/gu, "").trim();
    const answers = {};
    for (const radio of items.map(chosen)) if (radio) answers[radio.name] = Number(radio.value);
    const title = one("title")?.value;
    const file = { catalogue, version, ...(id && { id }), ...(title && { current_role: title }), answers };
    const name = id.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2), "\n"], { type: "application/json" }));
    // Files of people who left their names out are told apart by what they answered.
    const mark = [...line()].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 65521, 7);
    link.download = `${name || `answers-${mark}`}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = true;
    say(`Saved as ${link.download}, where your browser keeps what it downloads.`);
  }

  async function copy() {
    one("line").select();
    try {
      await navigator.clipboard.writeText(one("line").value);
      saved = true;
      say("Copied.");
    } catch {
      say("The line is marked: copy it with your keyboard or by a long press.");
    }
  }

  function move(step) {
    const radios = [...items[at - 1].querySelectorAll("input")];
    const from = radios.indexOf(chosen(items[at - 1]));
    const first = step > 0 ? 0 : radios.length - 1;
    choose(radios[from < 0 ? first : (from + step + radios.length) % radios.length]);
  }

  function answer(number) {
    const radio = items[at - 1].querySelector(`input[value="${number}"]`);
    if (!radio) return;
    choose(radio);
    forward();
  }

  const keys = {
    ArrowDown: () => move(1), ArrowRight: () => move(1), ArrowUp: () => move(-1), ArrowLeft: () => move(-1),
    Enter: next, Backspace: () => show(at - 1), b: () => show(at - 1), s: skip,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    const writes = event.target.matches("input[type=text], textarea");
    if (at === 0 && writes && event.key === "Enter") return show(1);
    if (writes || event.key === "Enter" && event.target.matches("button")) return;
    if (at === last && event.key === "Backspace") return show(at - 1);
    if (at === 0 || at === last) return;
    const does = /^[1-9]$/.test(event.key) ? () => answer(event.key) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });

  // A tap answers, as a number does; the mark is seen before the next question comes. Keys that press a radio button
  // count no clicks.
  for (const item of items) {
    item.addEventListener("click", (event) => {
      if (!event.detail || !event.target.closest("label")) return;
      clearTimeout(pending);
      pending = setTimeout(forward, 250);
    });
    item.addEventListener("change", () => { saved = false; });
  }
  one("begin").onclick = () => show(1);
  one("back").onclick = () => show(at - 1);
  one("skip").onclick = skip;
  one("next").onclick = next;
  one("save").onclick = save;
  one("copy").onclick = copy;
  one("line").addEventListener("copy", () => { saved = true; });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  document.documentElement.classList.add("live");
})();
