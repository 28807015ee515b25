"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;

  // Okabe and Ito's colours, and lighter relatives of them for dark paper; beyond eight, dashes and hollow marks tell apart.
  const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#a87400", "#3a9bd9", "#55524c", "#8a5a2b"];
  const DARK = ["#5aaee8", "#f08a4b", "#37c79a", "#e39cc8", "#e8bb4a", "#98d3f7", "#bcb7ad", "#c9a274"];
  const PLUS = "path://M-4,-1.3H-1.3V-4H1.3V-1.3H4V1.3H1.3V4H-1.3V1.3H-4Z";
  const WEDGE = "path://M-4,-3.5H4L0,4Z";
  const MARKS = ["circle", "rect", "triangle", "diamond", PLUS, WEDGE];
  const DASHES = ["solid", "dashed", "dotted"];

  const number = v => (v === null ? NaN : Number(v));
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  const colour = o => (isDark() ? DARK : LIGHT)[o % LIGHT.length];
  const mark = o => MARKS[o % MARKS.length];
  const dash = o => DASHES[Math.floor(o / LIGHT.length) % DASHES.length];
  const shown = data.optimizers.map(() => true);
  let level = data.levels.length - 1;

  const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const power = v => {
    const e = Math.round(Math.log10(v));
    if (Math.abs(Math.log10(v) - e) > 1e-9) return "";
    if (e >= -3 && e <= 3) return String(Number(v.toPrecision(1)));
    return "10" + (e < 0 ? "⁻" : "") + [...String(Math.abs(e))].map(d => SUPERSCRIPT[d]).join("");
  };
  const text = v => {
    if (Number.isNaN(v)) return "–";
    if (!Number.isFinite(v)) return "∞";
    if (v === 0) return "0";
    return Math.abs(v) >= 1e-3 && Math.abs(v) < 1e5 ? String(Number(v.toPrecision(3))) : v.toExponential(2);
  };
  const amount = v => v >= 1e6 ? v / 1e6 + " M" : v >= 1e4 ? v / 1e3 + " k" : String(v);
  const plain = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

  function axis(extra) {
    const soft = css("--soft"), line = css("--line");
    return Object.assign({
      nameLocation: "middle", nameGap: 28,
      nameTextStyle: {color: soft, fontSize: 12},
      axisLine: {show: true, lineStyle: {color: line}, onZero: false},
      axisTick: {show: false},
      axisLabel: {color: soft, fontSize: 11, hideOverlap: true},
      splitLine: {show: false},
    }, extra);
  }

  function base(description) {
    return {
      animation: false,
      aria: {enabled: true, label: {description}},
      textStyle: {fontFamily: css("--sans"), color: css("--ink")},
      grid: {left: 8, right: 14, top: 14, bottom: 30, containLabel: true},
      tooltip: {
        confine: true, backgroundColor: css("--paper"), borderColor: css("--line"), padding: [6, 10],
        textStyle: {color: css("--ink"), fontSize: 12}, extraCssText: "box-shadow:none",
      },
    };
  }

  /** Vertical range on a logarithmic axis; what lies outside is drawn on its edge. */
  function range(problem, values) {
    const most = 100 * Math.max(problem.target, ...problem.series.flatMap(s => s.curves.map(c => number(c.mean[0]))).filter(Number.isFinite));
    const inside = values.filter(v => v >= problem.target / 1000 && v <= most).concat(problem.target);
    const below = values.some(v => v < problem.target / 1000), above = values.some(v => v > most);
    const low = 10 ** (Math.floor(Math.log10(Math.min(...inside)) + 1e-9) - (below ? .35 : 0));
    const high = 10 ** (Math.ceil(Math.log10(Math.max(...inside)) - 1e-9) + (above ? .35 : 0));
    const top = Math.max(high, low * 10);
    return {low, high: top, clip: v => Math.min(Math.max(v, low), top)};
  }

  const gapAxis = (r, name) => axis({
    type: "log", min: r.low, max: r.high, name, nameGap: 44, axisLabel: {color: css("--soft"), fontSize: 11, formatter: power},
    splitLine: {show: true, lineStyle: {color: css("--faint")}},
  });

  const targetLine = target => ({
    type: "line", data: [], silent: true,
    markLine: {
      symbol: "none", silent: true, label: {show: false}, data: [{yAxis: target}],
      lineStyle: {color: css("--soft"), type: [5, 4], width: 1},
    },
  });

  /** Whiskers from [x, low, high], or along x from [y, low, high]. */
  function whiskers(o, points, along, width) {
    return {
      type: "custom", silent: true, z: 1, data: points, clip: true,
      renderItem: (params, api) => {
        const [at, low, high] = [api.value(0), api.value(1), api.value(2)];
        const a = api.coord(along ? [low, at] : [at, low]);
        const b = api.coord(along ? [high, at] : [at, high]);
        return {type: "line", shape: {x1: a[0], y1: a[1], x2: b[0], y2: b[1]}, style: {stroke: colour(o), lineWidth: width, opacity: .55}};
      },
    };
  }

  function ranking(scope) {
    const [together, ...each] = scope.rankings;
    const rows = together.standings.filter(s => shown[s.optimizer]);
    const series = [];
    rows.forEach((standing, row) => {
      const y = rows.length - 1 - row;
      const points = [], bars = [];
      each.forEach((ranking, k) => {
        const here = ranking.standings.find(s => s.optimizer === standing.optimizer);
        const at = y - .14 - .42 * (k + 1) / (each.length + 1);
        points.push({value: [here.score[0], at], name: ranking.level, o: standing.optimizer, interval: here.score});
        bars.push([at, here.score[1], here.score[2]]);
      });
      const o = standing.optimizer;
      series.push(whiskers(o, bars, true, 1.5));
      series.push(whiskers(o, [[y + .12, standing.score[1], standing.score[2]]], true, 3));
      series.push({
        type: "scatter", symbol: mark(o), symbolSize: 5, data: points,
        itemStyle: {color: colour(o), opacity: .75},
      });
      series.push({
        type: "scatter", symbol: mark(o), symbolSize: 12, z: 3,
        data: [{value: [standing.score[0], y + .12], name: together.level, o, interval: standing.score}], itemStyle: {color: colour(o)},
      });
    });
    const narrow = innerWidth < 600;
    return Object.assign(base(scope.title), {
      xAxis: axis({type: "value", min: 0, max: 1, name: "score", axisLabel: {color: css("--soft"), fontSize: 11, formatter: v => Math.round(100 * v) + " %"},
        splitLine: {show: true, lineStyle: {color: css("--faint")}}}),
      yAxis: axis({type: "value", min: -.6, max: rows.length - .5, interval: 1, axisLine: {show: false},
        axisLabel: {show: false}}),
      grid: {left: narrow ? 118 : 190, right: 18, top: 6, bottom: 44},
      series: series.concat({
        type: "custom", silent: true, data: rows.map((s, row) => [0, rows.length - 1 - row]), clip: false,
        renderItem: (params, api) => {
          const s = rows[params.dataIndex];
          const p = api.coord([0, api.value(1)]);
          const style = {align: "right", verticalAlign: "middle", fill: css("--ink"), font: `13px ${css("--sans")}`, lineHeight: 15};
          const name = Object.assign({text: data.optimizers[s.optimizer], width: narrow ? 92 : 164, overflow: "breakAll"}, style);
          const tie = Object.assign({text: s.tied && s !== rows[0] ? "≈" : ""}, style);
          return {type: "group", children: [
            {type: "text", x: p[0] - 24, y: p[1], style: name}, {type: "text", x: p[0] - 8, y: p[1], style: tie}]};
        },
      }),
      tooltip: Object.assign(base("").tooltip, {
        formatter: p => {
          if (!p.data || !p.data.interval) return "";
          const [score, low, high] = p.data.interval.map(v => Math.round(100 * v));
          return `<b>${plain(data.optimizers[p.data.o])}</b>, ${plain(p.data.name)}<br>${score} % (${low} to ${high})`;
        },
      }),
    });
  }

  function noise(problem) {
    const lists = problem.series.filter(s => shown[s.optimizer]);
    const all = lists.flatMap(s => s.gap.flat().map(number));
    const r = range(problem, all);
    const series = [targetLine(problem.target)];
    lists.forEach((s, i) => {
      const o = s.optimizer, dodge = lists.length < 2 ? 0 : .46 * (i / (lists.length - 1) - .5);
      const gaps = s.gap.map(g => g.map(number));
      series.push(whiskers(o, gaps.map((g, k) => [k + dodge, r.clip(g[1]), r.clip(g[2])]), false, 1.6));
      series.push({
        type: "line", name: data.optimizers[o], symbol: mark(o), symbolSize: 7, lineStyle: {width: 1.3, type: dash(o)}, color: colour(o),
        data: gaps.map((g, k) => ({value: [k + dodge, r.clip(g[0])], truth: g, level: k})),
      });
    });
    const option = base(problem.name);
    option.grid.left = 28;
    option.xAxis = axis({
      type: "value", min: -.4, max: problem.noises.length - .6, interval: 1, name: "",
      axisLabel: {color: css("--soft"), fontSize: 11, showMinLabel: false, showMaxLabel: false, formatter: v => ""},
    });
    // Names stand under whole numbers, where a value axis that starts at -0.4 would not put them.
    series.push({
      type: "custom", silent: true, clip: false, data: problem.noises.map((n, k) => [k, r.low]),
      renderItem: (params, api) => {
        const p = api.coord([api.value(0), r.low]);
        const width = api.size([1, 0])[0] - 6;
        return {type: "text", x: p[0], y: p[1] + 6, style: {text: problem.noises[params.dataIndex], align: "center", fill: css("--soft"),
          font: `11px ${css("--sans")}`, width, overflow: "breakAll", lineHeight: 13, verticalAlign: "top"}};
      },
    });
    option.grid.bottom = 34;
    option.yAxis = gapAxis(r, "true final gap");
    option.tooltip.formatter = p => p.data && p.data.truth
      ? `<b>${plain(p.seriesName)}</b>, ${plain(problem.noises[p.data.level])}<br>${text(p.data.truth[0])} (${text(p.data.truth[1])} to ${text(p.data.truth[2])})` : "";
    option.series = series;
    return option;
  }

  function curve(problem) {
    const lists = problem.series.filter(s => shown[s.optimizer]);
    const means = lists.map(s => s.curves[level].mean.map(number));
    const r = range(problem, means.flat());
    const series = [targetLine(problem.target)];
    lists.forEach((s, i) => {
      const o = s.optimizer, c = s.curves[level];
      series.push({
        type: "custom", silent: true, z: 0, data: [[0, r.low]], clip: true,
        renderItem: (params, api) => {
          const edge = values => problem.at.map((x, k) => api.coord([x, r.clip(number(values[k]))]));
          return {type: "polygon", shape: {points: edge(c.high).concat(edge(c.low).reverse())}, style: {fill: colour(o), opacity: .11}};
        },
      });
      series.push({
        type: "line", name: data.optimizers[o], symbol: "none", lineStyle: {width: 1.6, type: dash(o)}, color: colour(o),
        data: problem.at.map((x, k) => [x, r.clip(means[i][k]), means[i][k]]),
      });
      const end = problem.at.length - 1;
      series.push({type: "scatter", silent: true, symbol: mark(o), symbolSize: 7, color: colour(o), data: [[problem.at[end], r.clip(means[i][end])]]});
    });
    const option = base(problem.name);
    option.grid.left = 28;
    option.xAxis = axis({type: "value", name: problem.axis, max: problem.at[problem.at.length - 1],
      axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true, formatter: amount}});
    option.yAxis = gapAxis(r, "true gap");
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = ps => amount(ps[0].value[0]) + " " + problem.axis + "<br>"
      + ps.filter(p => p.seriesType === "line" && p.seriesName in names).map(p => `${p.marker}${plain(p.seriesName)} ${text(p.value[2])}`).join("<br>");
    option.series = series;
    return option;
  }
  const names = Object.fromEntries(data.optimizers.map((n, o) => [n, o]));

  function tuning(problem) {
    const lists = problem.series.filter(s => shown[s.optimizer] && s.tuning[level]);
    const r = range(problem, lists.flatMap(s => s.tuning[level].gaps.map(number)));
    const series = [targetLine(problem.target)];
    lists.forEach(s => {
      const o = s.optimizer, t = s.tuning[level];
      series.push({
        type: "line", name: data.optimizers[o], symbol: mark(o), lineStyle: {width: 1.3, type: dash(o)}, color: colour(o),
        data: t.values.map((v, k) => {
          const chosen = v === t.chosen;
          return {value: [v, r.clip(number(t.gaps[k]))], truth: number(t.gaps[k]), key: t.key,
            symbol: chosen ? (t.edge ? "rect" : "circle") : mark(o), symbolSize: chosen ? 11 : 5,
            itemStyle: chosen ? {color: css("--paper"), borderColor: colour(o), borderWidth: 2} : {}};
        }),
      });
    });
    const option = base(problem.name);
    option.grid.left = 28;
    option.xAxis = axis({type: "log", name: "value of the tuned setting",
      min: v => 10 ** (Math.floor(2 * Math.log10(v.min)) / 2), max: v => 10 ** (Math.ceil(2 * Math.log10(v.max)) / 2),
      axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true, formatter: power}});
    option.yAxis = gapAxis(r, "gap after tuning runs");
    option.tooltip.formatter = p => p.data && p.data.key
      ? `<b>${plain(p.seriesName)}</b><br>${plain(p.data.key)} = ${text(p.value[0])}<br>gap ${text(p.data.truth)}` : "";
    option.series = series;
    if (!lists.length) {
      option.title = {text: "nothing to tune", left: "center", top: "middle", textStyle: {color: css("--soft"), fontSize: 12, fontWeight: 400}};
    }
    return option;
  }

  const kinds = {
    ranking: i => ranking(data.scopes[i]), noise: i => noise(data.problems[i]),
    curve: i => curve(data.problems[i]), tuning: i => tuning(data.problems[i]),
  };
  const charts = [...document.querySelectorAll("[data-chart]")].map(place => {
    const {chart, index} = place.dataset;
    if (chart === "ranking") {
      const rows = data.scopes[index].rankings[0].standings.length;
      place.style.height = 60 + rows * (34 + 4 * data.levels.length) + "px";
    }
    return {place, draw: kinds[chart], index: Number(index), view: echarts.init(place, null, {renderer: "svg"})};
  });
  const labels = new Map(charts.map(c => [c, c.place.getAttribute("aria-label")]));

  function draw() {
    for (const c of charts) {
      const option = c.draw(c.index);
      option.aria = {enabled: true, label: {description: labels.get(c)}};
      c.view.setOption(option, true);
    }
  }

  function sample(o) {
    const shape = {
      rect: '<rect x="7" y="2" width="8" height="8"/>', [PLUS]: '<path d="M6.5 4.6h3.1V1.5h2.8v3.1h3.1v2.8h-3.1v3.1H9.6V7.4H6.5z"/>',
      triangle: '<path d="M11 1.5 16 10.5H6z"/>', diamond: '<path d="M11 .5 16 6l-5 5.5L6 6z"/>',
      [WEDGE]: '<path d="M6 1.5H16L11 10.5z"/>', circle: '<circle cx="11" cy="6" r="4.2"/>',
    }[mark(o)];
    const dashes = {solid: "none", dashed: "4 2", dotted: "1.5 2"}[dash(o)];
    return `<svg width="22" height="12" aria-hidden="true" fill="${colour(o)}" stroke="none"><path d="M0 6H22" stroke="${colour(o)}" stroke-width="1.6" stroke-dasharray="${dashes}"/>${shape}</svg>`;
  }

  function key() {
    const bar = document.getElementById("key");
    bar.replaceChildren();
    data.optimizers.forEach((name, o) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", shown[o]);
      button.innerHTML = sample(o) + plain(name);
      button.addEventListener("click", () => {
        shown[o] = !shown[o];
        button.setAttribute("aria-pressed", shown[o]);
        draw();
      });
      bar.append(button);
    });
    const label = document.createElement("label");
    label.textContent = "noise";
    const select = document.createElement("select");
    select.id = "level";
    data.levels.forEach((name, k) => select.add(new Option(name, k, k === level, k === level)));
    select.addEventListener("change", () => {
      level = Number(select.value);
      draw();
    });
    label.append(select);
    bar.append(label);
  }

  function paint() {
    key();
    draw();
  }

  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    paint();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      charts.forEach(c => c.view.resize());
      draw();
    }
  });
  paint();
})();
