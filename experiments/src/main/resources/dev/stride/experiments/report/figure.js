"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Okabe and Ito's colours, and lighter relatives of them for dark paper; beyond eight, dashes tell apart.
  const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#a87400", "#3a9bd9", "#55524c", "#8a5a2b"];
  const DARK = ["#5aaee8", "#f08a4b", "#37c79a", "#e39cc8", "#e8bb4a", "#98d3f7", "#bcb7ad", "#c9a274"];
  const colour = k => (dark.matches ? DARK : LIGHT)[k % LIGHT.length];
  const dash = k => ["solid", "dashed", "dotted"][Math.floor(k / LIGHT.length) % 3];
  const finite = v => (Number.isFinite(Number(v)) && v !== null ? Number(v) : null);

  const axis = extra => Object.assign({
    nameLocation: "middle", nameTextStyle: {color: css("--soft"), fontSize: 12},
    axisLine: {show: true, lineStyle: {color: css("--line")}, onZero: false}, axisTick: {show: false},
    axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true}, splitLine: {show: false},
  }, extra);

  const line = (l, k) => ({
    type: "line", name: l.name, showSymbol: l.x.length < 40, symbolSize: 5, color: colour(k),
    lineStyle: {width: 1.6, type: dash(k)}, data: l.x.map((x, i) => [x, finite(l.mean[i])]),
  });

  /** The known of some points, in pieces between which there are gaps. */
  const pieces = points => points.reduce((all, p) => {
    if (p.slice(1).every(isKnown)) all[all.length - 1].push(p);
    else all.push([]);
    return all;
  }, [[]]).filter(piece => piece.length);

  /** The interval as an area, along one edge and back along the other; that of a lone point is a bar. */
  const band = (l, k) => ({
    type: "custom", name: l.name, silent: true, clip: true, color: colour(k), data: [[l.x[0], finite(l.mean[0])]], tooltip: {show: false},
    renderItem: (params, api) => {
      const areas = pieces(l.x.map((x, i) => [x, finite(l.low[i]), finite(l.high[i])])).map(inside => {
        const points = inside.map(p => api.coord([p[0], p[1]])).concat(inside.slice().reverse().map(p => api.coord([p[0], p[2]])));
        const bar = inside.length > 1 ? {} : {stroke: colour(k), lineWidth: 3};
        return {type: "polygon", shape: {points}, style: {fill: colour(k), opacity: .18, ...bar}};
      });
      return {type: "group", children: areas};
    },
  });

  const published = p => ({
    type: "custom", name: data.lines[p.line].name, color: colour(p.line), z: 5, data: [[(p.from + p.to) / 2, p.value[0]]],
    tooltip: {trigger: "item", formatter: () => `published: ${p.value[0]}`},
    renderItem: (params, api) => {
      const [a, b] = [api.coord([p.from, p.value[0]]), api.coord([p.to, p.value[0]])];
      const [low, high] = [api.coord([p.from, p.value[1]])[1], api.coord([p.from, p.value[2]])[1]];
      const middle = (a[0] + b[0]) / 2, wide = Math.max(5, (b[0] - a[0]) / 2);
      const stroke = {stroke: colour(p.line), lineWidth: 2.5};
      return {type: "group", children: [
        {type: "line", shape: {x1: middle - wide, y1: a[1], x2: middle + wide, y2: a[1]}, style: stroke},
        {type: "line", shape: {x1: middle, y1: low, x2: middle, y2: high}, style: {stroke: css("--ink"), lineWidth: 1}}]};
    },
  });

  function option(description) {
    const lines = data.lines.map(line);
    return {
      animation: false, aria: {enabled: true, label: {description}},
      textStyle: {fontFamily: css("--sans"), color: css("--ink")},
      legend: {type: "scroll", top: 0, textStyle: {color: css("--ink")}},
      grid: {left: 30, right: 18, top: 40, bottom: 34, containLabel: true},
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"),
        textStyle: {color: css("--ink"), fontSize: 12}, extraCssText: "box-shadow:none",
        valueFormatter: v => (v === null || v === undefined ? "–" : Number(v).toPrecision(4)),
      },
      xAxis: axis({type: data.logarithmic ? "log" : "value", name: data.axis, nameGap: 26, min: data.logarithmic ? "dataMin" : null, max: "dataMax"}),
      yAxis: axis({type: "value", scale: true, name: data.measure, nameGap: 44, splitLine: {show: true, lineStyle: {color: css("--faint")}}}),
      series: lines.concat(lines.filter(l => !l.showSymbol).map(dots), data.lines.map(band), data.points.map(published)),
    };
  }

  function draw() {
    document.querySelectorAll("[data-chart]").forEach(place => {
      const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, {renderer: "svg"});
      chart.setOption(option(place.getAttribute("aria-label")), true);
    });
  }

  addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach(p => echarts.getInstanceByDom(p).resize()));
  dark.addEventListener("change", draw);
  draw();
})();
