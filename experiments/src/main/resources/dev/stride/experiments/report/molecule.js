"use strict";
(() => {
  const charts = JSON.parse(document.getElementById("data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#a87400", "#3a9bd9"];
  const DARK = ["#5aaee8", "#f08a4b", "#37c79a", "#e39cc8", "#e8bb4a", "#98d3f7"];
  const colour = k => (dark.matches ? DARK : LIGHT)[k % LIGHT.length];
  const dash = k => ["solid", "dashed", "dotted", [9, 4, 2, 4]][k % 4];

  /** Smaller sizes are rounding: a logarithmic scale ends here. */
  const FLOOR = 1e-6;

  const axis = extra => Object.assign({
    nameLocation: "middle", nameTextStyle: {color: css("--soft"), fontSize: 12},
    axisLine: {show: true, lineStyle: {color: css("--line")}, onZero: false}, axisTick: {show: false},
    axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true}, splitLine: {show: false},
  }, extra);

  const height = (v, logarithmic) => (logarithmic ? Math.max(Math.abs(v), FLOOR) : v);

  function point(x, y, marked, logarithmic, tint) {
    if (!isKnown(y)) {
      return {value: [x, null]};
    }
    const below = logarithmic && y < -FLOOR;
    return {value: [x, height(y, logarithmic)], real: y, symbol: "circle", symbolSize: below ? 5 : marked ? 6 : 0,
      itemStyle: below ? {color: css("--paper"), borderColor: tint, borderWidth: 1.4} : {}};
  }

  const power = v => {
    const e = Math.round(Math.log10(v));
    const text = e > -3 && e < 5 ? String(Number(v.toPrecision(1))) : "10" + String(e).replace(/[-\d]/g, c => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]));
    return v <= FLOOR * 1.001 ? "≤ " + text : text;
  };

  const show = v => (v === undefined ? "–" : Math.abs(v) < 1e-4 && v !== 0 ? v.toExponential(2) : String(Number(v.toPrecision(10))));

  function tip(chart, points) {
    const escape = echarts.format.encodeHTML;
    const rows = points.map(p => `<div>${p.marker} ${escape(p.seriesName)} &nbsp;<b>${show(p.data.real)}</b></div>`);
    return `<div>${escape(chart.x)}: ${points[0].axisValue}</div>${rows.join("")}`;
  }

  function option(chart, description) {
    const few = chart.lines[0].x.length < 80;
    const line = (l, k) => ({
      type: "line", name: l.name, color: colour(k), symbol: k === 0 ? "circle" : "none", showAllSymbol: true, showSymbol: few || chart.logarithmic || l.y.some((y, i) => isLone(l.y, i)),
      lineStyle: {width: k === 0 ? 2 : 1.6, type: dash(k)}, z: k === 0 ? 3 : 4,
      data: l.y.map((y, i) => point(l.x[i], y, (k === 0 && few) || isLone(l.y, i), chart.logarithmic, colour(k))),
    });
    const heights = chart.lines.flatMap(l => l.y).filter(isKnown).map(y => height(y, chart.logarithmic));
    const log = {type: "log", min: 10 ** Math.floor(Math.log10(Math.min(...heights))),
      max: 10 ** Math.ceil(Math.log10(Math.max(...heights)))};
    return {
      animation: false, aria: {enabled: true, label: {description}},
      textStyle: {fontFamily: css("--sans"), color: css("--ink")},
      legend: {type: "scroll", top: 0, left: 0, itemWidth: 20, itemGap: 9, itemStyle: {opacity: 0}, textStyle: {color: css("--ink")}},
      grid: {left: 2, right: 18, top: 40, bottom: 26, containLabel: true},
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"),
        textStyle: {color: css("--ink"), fontSize: 12}, extraCssText: "box-shadow:none",
        formatter: points => tip(chart, points),
      },
      xAxis: axis({type: "value", name: chart.x, nameGap: 26, min: "dataMin", max: "dataMax",
        minInterval: chart.x === "iteration" ? 1 : 0}),
      yAxis: axis(Object.assign({type: "value", scale: true,
        axisLabel: Object.assign({color: css("--soft"), fontSize: 11, hideOverlap: true}, {formatter: chart.logarithmic ? power : v => String(Number(v.toPrecision(9)))}),
        splitLine: {show: true, lineStyle: {color: css("--faint")}}}, chart.logarithmic ? log : {})),
      series: chart.lines.map(line),
    };
  }

  function draw() {
    document.querySelectorAll("[data-chart]").forEach(place => {
      const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, {renderer: "svg"});
      chart.setOption(option(charts[place.dataset.index], place.getAttribute("aria-label")), true);
    });
  }

  addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach(p => echarts.getInstanceByDom(p).resize()));
  dark.addEventListener("change", draw);
  draw();
})();
