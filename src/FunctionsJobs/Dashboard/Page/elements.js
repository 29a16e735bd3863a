// Elements are made of text, never of markup: names of jobs and publishers are what others chose.
const byId = id => document.getElementById(id);

function make(name, attributes = {}, ...children) {
  const element = name.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") {
      element.addEventListener("click", value);
    } else if (value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children);
  return element;
}

// Rows keep their identity from one refresh to the next, so that focus and selection stay.
function showRows(table, rows) {
  const body = table.tBodies[0];
  const present = new Map([...body.rows].map(row => [row.dataset.key, row]));
  rows.forEach(([key, cells], index) => {
    const signature = JSON.stringify(cells.map(cell => cell.text ?? cell));
    let row = present.get(key);
    if (!row || row.dataset.signature !== signature) {
      const fresh = make("tr", { "data-key": key, "data-signature": signature }, ...cells.map(cell => cell.node ? cell.node() : make("td", {}, String(cell))));
      const focused = row?.contains(document.activeElement);
      row?.replaceWith(fresh);
      row = fresh;
      if (focused) {
        row.querySelector("button")?.focus();
      }
    }
    if (body.rows[index] !== row) {
      body.insertBefore(row, body.rows[index] ?? null);
    }
    present.delete(key);
  });
  present.forEach(row => row.remove());
  table.hidden = rows.length === 0;
}

const number = value => ({ text: value, node: () => make("td", { class: "number" }, value) });

function note(id, text, isError = false) {
  const element = byId(id);
  element.hidden = !text;
  if (element.textContent !== (text ?? "")) {
    element.textContent = text ?? "";
  }
  element.classList.toggle("error", isError);
}

const wholeNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });
const plainShare = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });

const time = value => value === null || value === undefined ? "–" : clock.format(new Date(value));

function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return "–";
  }
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms`
    : milliseconds < 60000 ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.floor(milliseconds / 60000)} min ${Math.round(milliseconds % 60000 / 1000)} s`;
}
