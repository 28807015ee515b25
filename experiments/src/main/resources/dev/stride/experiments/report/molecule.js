"use strict";
(() => {
  const charts = JSON.parse(document.getElementById("data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#a87400", "#3a9bd9"];
  const DARK = ["#5aaee8", "#f08a4b", "#37c79a", "#e39cc8", "#e8bb4a", "#98d3f7"];
  const colour = k => (dark.matches ? DARK : LIGHT)[k % LIGHT.length];
  const dash = k => ["solid", "dashed", "dotted", [9, 4, 2, 4]][k % 4];

  const axis = extra => Object.assign({
    nameLocation: "middle", nameTextStyle: {color: css("--soft"), fontSize: 12},
    axisLine: {show: true, lineStyle: {color: css("--line")}, onZero: false}, axisTick: {show: false},
    axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true}, splitLine: {show: false},
  }, extra);

  /** What a logarithm cannot show is left out. */
  const shown = (y, logarithmic) => (y === null || !Number.isFinite(Number(y)) || (logarithmic && y <= 0) ? null : Number(y));

  function option(chart, description) {
    const line = (l, k) => ({
      type: "line", name: l.name, color: colour(k), symbolSize: 5, showSymbol: l.y.length < 60,
      lineStyle: {width: 1.8, type: dash(k)}, data: l.y.map((y, i) => [l.x[i], shown(y, chart.logarithmic)]),
    });
    return {
      animation: false, aria: {enabled: true, label: {description}},
      textStyle: {fontFamily: css("--sans"), color: css("--ink")},
      legend: {type: "scroll", top: 0, textStyle: {color: css("--ink")}},
      grid: {left: 30, right: 18, top: 40, bottom: 34, containLabel: true},
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"),
        textStyle: {color: css("--ink"), fontSize: 12}, extraCssText: "box-shadow:none",
        valueFormatter: v => (v === null || v === undefined ? "–" : Number(v).toPrecision(9)),
      },
      xAxis: axis({type: "value", name: chart.x, nameGap: 26, min: "dataMin", max: "dataMax"}),
      yAxis: axis({type: chart.logarithmic ? "log" : "value", scale: true, name: chart.y, nameGap: 52,
        splitLine: {show: true, lineStyle: {color: css("--faint")}}}),
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
