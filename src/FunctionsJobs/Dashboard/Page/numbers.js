// The dashboard's numbers: cards, and a chart of the last days.
let numbers = null;

async function showNumbers() {
  const { data } = await call("/api/dashboard/stats");
  note("numbers-state", data.numbers ? null : "The numbers are being computed for the first time.");
  byId("numbers-age").textContent = data.computedAt ? `as of ${time(data.computedAt)}${data.isStale ? ", being computed anew" : ""}` : "";
  if (data.numbers && JSON.stringify(data.numbers) !== JSON.stringify(numbers)) {
    numbers = data.numbers;
    byId("cards").replaceChildren(
      card("Today", numbers.today),
      card("Yesterday", numbers.yesterday),
      card("Last 7 days", numbers.last7Days, numbers.last7DaysGrowth),
      card("Last 30 days", numbers.last30Days));
    drawChart();
  }
}

function card(title, values, growth) {
  const change = growth?.impressions ?? null;
  return make("div", { class: "card" },
    make("h3", {}, title),
    make("p", { class: "big" }, wholeNumber.format(values.impressions), make("span", { class: "quiet" }, " impressions")),
    make("p", {}, `${decimals.format(values.revenue)} revenue · ${values.ecpm === null ? "–" : decimals.format(values.ecpm)} eCPM`),
    make("p", { class: "quiet" }, `${wholeNumber.format(values.requests)} requests · ${wholeNumber.format(values.clicks)} clicks`),
    make("p", { class: "quiet" },
      `fill ${values.fillRate === null ? "–" : plainShare.format(values.fillRate)} · CTR ${values.ctr === null ? "–" : plainShare.format(values.ctr)}`
      + (change === null ? "" : ` · ${share.format(change)} week over week`)));
}

function drawChart() {
  const metric = byId("chart-metric").value;
  const points = numbers.daily.map(point => ({ day: point.start, value: point.numbers[metric] }));
  const [width, height, left, bottom, top] = [960, 190, 64, 22, 10];
  const most = Math.max(...points.map(point => point.value));
  const step = (width - left) / points.length;
  const scale = value => most === 0 ? 0 : value / most * (height - bottom - top);
  const format = metric === "revenue" ? decimals : wholeNumber;
  const label = `${byId("chart-metric").selectedOptions[0].text} per day, UTC, ${points[0].day} to ${points.at(-1).day}`;
  const chart = make("svg:svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${label}; highest ${format.format(most)}` });
  for (const part of most === 0 ? [0] : [0, 0.5, 1]) {
    const y = height - bottom - part * (height - bottom - top);
    chart.append(
      make("svg:line", { x1: left, x2: width, y1: y, y2: y }),
      make("svg:text", { x: left - 8, y: y + 4, "text-anchor": "end" }, format.format(most * part)));
  }
  points.forEach((point, index) => {
    const bar = make("svg:rect", {
      class: index === points.length - 1 ? "bar open" : "bar",
      x: left + index * step + 1, width: step - 3, y: height - bottom - scale(point.value), height: scale(point.value),
    }, make("svg:title", {}, `${point.day}: ${format.format(point.value)}`));
    chart.append(bar);
    if (index % 5 === 0) {
      chart.append(make("svg:text", { x: left + index * step + step / 2, y: height - 6, "text-anchor": "middle" }, point.day.slice(5)));
    }
  });
  const figure = byId("chart");
  figure.replaceChildren(chart, make("figcaption", {}, `${label}. Today is not over yet.`));
  figure.hidden = false;
}
