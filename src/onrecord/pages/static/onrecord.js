// What makes the pages quicker to use. They work without it; nothing of a report is ever taken for HTML here.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const tip = $("#tip"), passage = $("#passage"), status = $("#status");
  const narrow = matchMedia("(max-width: 58rem)");
  let shown = null, leaving = 0, pinned = null, held = null;

  const idsOf = (element) => (element.dataset.q || "").split(" ").filter(Boolean);
  const parts = (id) => all(`[data-q~="${CSS.escape(id)}"]`);
  const readingOf = (id) => document.getElementById(`r-${id}`);
  const say = (words) => { status.textContent = ""; requestAnimationFrame(() => { status.textContent = words; }); };

  // The reading of what is pointed at, or tabbed to.
  function show(element) {
    const mark = element.closest(".words [data-q]");
    const id = mark && idsOf(mark)[0];
    clearTimeout(leaving);
    if (!mark || mark === shown) return;
    hide();
    shown = mark;
    for (const part of parts(id)) part.classList.add("on");
    const facts = readingOf(id) && $(".facts", readingOf(id));
    if (!facts || pinned === id) return;
    tip.replaceChildren(facts.cloneNode(true));
    tip.hidden = false;
    const box = mark.getClientRects()[mark.matches(".figure") ? 0 : mark.getClientRects().length - 1];
    const below = box.bottom + tip.offsetHeight + 14 < innerHeight;
    tip.style.left = `${Math.max(scrollX + 8, Math.min(scrollX + box.left, scrollX + document.documentElement.clientWidth - tip.offsetWidth - 12))}px`;
    tip.style.top = `${scrollY + (below ? box.bottom + 8 : box.top - tip.offsetHeight - 8)}px`;
  }
  function hide() {
    tip.hidden = true;
    shown = null;
    for (const part of all(".on")) part.classList.remove("on");
  }
  const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, 160); };

  // A reading that is opened stays: in the rail, or on a narrow screen at its foot.
  function pin(id, focus) {
    const reading = readingOf(id);
    if (!reading) return;
    hide();
    unpin();
    pinned = id;
    reading.open = true;
    reading.classList.add("pinned");
    for (const part of parts(id)) part.classList.add("on");
    const rail = reading.closest(".rail");
    if (rail && !narrow.matches) rail.scrollTop += reading.getBoundingClientRect().top - rail.getBoundingClientRect().top - 8;
    if (focus) $("summary", reading).focus({ preventScroll: true });
  }
  function unpin() {
    for (const one of all(".reading.pinned")) { one.classList.remove("pinned"); one.open = false; }
    pinned = null;
  }

  document.addEventListener("mouseover", (event) => {
    if (event.target.closest(".words [data-q]")) show(event.target);
    else if (event.target.closest("#tip")) clearTimeout(leaving);
    else {
      if (shown) leave();
      const reading = event.target.closest(".reading[data-q]");
      for (const part of all(".words .on")) if (!shown && !idsOf(part).includes(pinned)) part.classList.remove("on");
      if (reading) for (const part of parts(reading.dataset.q)) part.classList.add("on");
    }
  });
  document.addEventListener("focusin", (event) => { if (event.target.closest(".words [data-q]")) show(event.target); else if (shown) hide(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide();
    if (!pinned) return;
    const figure = document.getElementById(`q-${pinned}`);
    unpin();
    if (figure) { figure.focus({ preventScroll: true }); hide(); }
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".words [data-q]");
    if (mark && getSelection().isCollapsed) {
      if (mark.matches("a")) event.preventDefault();
      pin(idsOf(mark)[0], mark.matches("a"));
      return;
    }
    const copying = event.target.closest("[data-copy]");
    if (copying) copy(copying.dataset.copy, copying);
    const summary = event.target.closest(".reading > summary");
    if (summary) {
      const reading = summary.parentElement;
      if (reading.open) { unpin(); hide(); event.preventDefault(); reading.open = false; } else { event.preventDefault(); pin(reading.dataset.q, false); }
    } else if (pinned && narrow.matches && !event.target.closest(".reading.pinned")) { unpin(); hide(); }
  });
  async function copy(words, button) {
    try { await navigator.clipboard.writeText(words); say("Copied"); } catch { say("The browser does not let us copy: select the words below"); }
    if (button.dataset.copy) { const before = button.textContent; button.textContent = "Copied"; setTimeout(() => { button.textContent = before; }, 1400); }
  }

  // A link to the words that are selected. Offsets of the record are code points; the browser counts UTF-16 units.
  const points = (words) => { let count = 0; for (const _ of words) count += 1; return count; };
  function offset(node, at) {
    const start = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const line = start.closest("[data-start]");
    if (!line) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, at);
    const words = range.cloneContents();
    for (const figure of words.querySelectorAll(".figure")) figure.remove();
    return Number(line.dataset.start) + points(words.textContent);
  }
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    passage.hidden = true;
    if (selection.isCollapsed || !selection.rangeCount || !$("#words")) return;
    const range = selection.getRangeAt(0);
    if (!$("#words").contains(range.commonAncestorContainer)) return;
    const from = offset(range.startContainer, range.startOffset), to = offset(range.endContainer, range.endOffset);
    if (from === null || to === null || from >= to) return;
    held = { from, to, words: range.toString() };
    const box = range.getBoundingClientRect();
    passage.style.left = `${Math.max(8, Math.min(scrollX + box.left, document.documentElement.clientWidth - 190))}px`;
    passage.style.top = `${scrollY + box.bottom + 6}px`;
    passage.hidden = false;
  });
  passage.addEventListener("mousedown", (event) => event.preventDefault());
  passage.addEventListener("click", () => {
    const address = new URL(`/reports/${$("#words").dataset.report}`, location.href);
    address.search = `at=${held.from}-${held.to}`;
    copy(`${address}#here`, passage.firstElementChild);
    passage.hidden = true;
  });

  // The drop zone.
  const zone = (event) => event.target.closest && event.target.closest(".drop");
  document.addEventListener("dragover", (event) => { const drop = zone(event); if (drop) { event.preventDefault(); drop.classList.add("over"); } });
  document.addEventListener("dragleave", (event) => { const drop = zone(event); if (drop) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    const drop = zone(event);
    if (!drop || !event.dataTransfer.files.length) return;
    event.preventDefault();
    drop.classList.remove("over");
    $("input[type=file]", drop).files = event.dataTransfer.files;
    drop.requestSubmit();
  });

  // After a part of the page is put anew: what was open is open again.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target && event.detail.target.id === "page") {
      hide();
      const again = pinned;
      pinned = null;
      if (again && readingOf(again)) pin(again, event.detail.requestConfig && event.detail.requestConfig.verb === "post");
      if (event.detail.requestConfig && event.detail.requestConfig.verb === "post") say("Corrected. It can be undone.");
      document.title = ($("h1") || {}).textContent + " · onrecord";
    }
  });
  document.addEventListener("htmx:responseError", (event) => say(`That did not work: ${event.detail.xhr.status}`));

  function arrive() {
    const id = /^#r-(.+)$/.exec(location.hash) || /^#q-(.+)$/.exec(location.hash);
    if (id) pin(decodeURIComponent(id[1]), false);
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
