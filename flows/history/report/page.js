"use strict";
// Goal states beside the tactic they are of, and tables that can be sorted. Without this script the
// goals are the tactics' titles.
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");

  const told = new Map();
  const panel = document.createElement("div");
  panel.className = "goals";
  panel.id = "goals";
  panel.hidden = true;
  panel.setAttribute("role", "tooltip");
  document.body.append(panel);
  let shown = null;
  let pinned = false;
  let leaving = 0;

  for (const step of document.querySelectorAll(".step")) {
    told.set(step, step.title);
    step.removeAttribute("title");
    step.tabIndex = -1;
  }

  const fill = (text) => {
    const pre = document.createElement("pre");
    for (const line of text.replace(/\n\n(?=(.*, )?(before|after):\n)/g, "\n").split("\n")) {
      const heading = /(^|, )(before|after):$/.test(line);
      const part = document.createElement(heading ? "b" : "span");
      if (/^[⊢|] /u.test(line)) {
        const turnstile = document.createElement("i");
        turnstile.textContent = line.slice(0, 1);
        part.append(turnstile, line.slice(1));
      } else {
        part.textContent = line;
      }
      if (!heading) part.append("\n");
      pre.append(part);
    }
    panel.replaceChildren(pre);
  };

  // Beside the tactic where there is room, so that the lines below it can still be read.
  const place = (step) => {
    const all = step.getBoundingClientRect();
    const at = step.getClientRects()[0] || all;
    const code = step.closest(".code").getBoundingClientRect();
    const width = panel.offsetWidth, height = panel.offsetHeight;
    const end = Math.max(Math.min(all.right, code.right) + 16, code.left + 0.42 * code.width);
    let left = end, top = at.top;
    if (end + width + 12 > root.clientWidth) {
      left = Math.max(12, Math.min(at.left, root.clientWidth - width - 12));
      top = all.bottom + 6;
      if (top + height > root.clientHeight && all.top > height + 6) top = all.top - height - 6;
    } else {
      top = Math.max(8, Math.min(top, root.clientHeight - height - 8));
    }
    panel.style.left = `${left + window.scrollX}px`;
    panel.style.top = `${top + window.scrollY}px`;
  };

  const hide = () => {
    if (!shown) return;
    shown.classList.remove("is-shown");
    shown.removeAttribute("aria-describedby");
    shown = null;
    pinned = false;
    panel.hidden = true;
  };

  const show = (step) => {
    clearTimeout(leaving);
    if (shown === step) return;
    hide();
    shown = step;
    step.classList.add("is-shown");
    step.setAttribute("aria-describedby", "goals");
    fill(told.get(step));
    panel.hidden = false;
    panel.scrollTop = 0;
    place(step);
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => { if (!pinned) hide(); }, 150);
  };

  const stepAt = (target) => (target instanceof Element ? target.closest(".step") : null);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const step = stepAt(event.target);
    if (step && !pinned) show(step);
    else if (panel.contains(event.target)) clearTimeout(leaving);
    else if (!step) leave();
  });
  document.addEventListener("click", (event) => {
    const step = stepAt(event.target);
    if (step) {
      show(step);
      pinned = true;
    } else if (!panel.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("focusin", (event) => {
    const step = stepAt(event.target);
    if (step) {
      show(step);
      pinned = true;
    } else if (!panel.contains(event.target)) {
      hide();
    }
  });
  window.addEventListener("resize", () => { if (shown) place(shown); });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); return; }
    const code = event.target instanceof Element ? event.target.closest(".code") : null;
    const steps = code ? [...code.querySelectorAll(".step")] : [];
    if (!steps.length || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = steps.indexOf(stepAt(event.target));
    const to = {
      ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1,
      Home: 0, End: steps.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    steps[Math.max(0, Math.min(to, steps.length - 1))].focus();
  });

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const value = (row, column) => {
      const cell = row.cells[column];
      const given = cell.dataset.sort;
      if (given === undefined) return cell.textContent;
      return given === "" || given === "-inf" ? -Infinity : Number(given);
    };
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === "descending" || (column < 2 && !head.ariaSort);
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a, column), y = value(b, column);
          return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
        });
        body.append(...rows);
      });
    });
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
})();
