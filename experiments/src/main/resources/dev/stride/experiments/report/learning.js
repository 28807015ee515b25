"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = v => (v === null ? NaN : Number(v));
  const finite = v => (Number.isFinite(number(v)) ? number(v) : null);

  const axis = extra => Object.assign({
    nameLocation: "middle", nameGap: 28, nameTextStyle: {color: css("--soft"), fontSize: 12},
    axisLine: {show: true, lineStyle: {color: css("--line")}, onZero: false}, axisTick: {show: false},
    axisLabel: {color: css("--soft"), fontSize: 11, hideOverlap: true}, splitLine: {show: false},
  }, extra);

  /** A range that is rounding alone is drawn flat, as if it were none. */
  function level(series) {
    const ys = series.flatMap(s => s.data.map(p => p[1])).filter(y => y !== null);
    const low = Math.min(...ys), high = Math.max(...ys);
    if (high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high))) return series;
    return series.map(s => ({...s, data: s.data.map(([x, y]) => [x, y === null ? null : low])}));
  }

  function option(description, name, type, series) {
    const drawn = level(series);
    return {
      animation: false, aria: {enabled: true, label: {description}},
      textStyle: {fontFamily: css("--sans"), color: css("--ink")},
      grid: {left: 8, right: 14, top: 14, bottom: 30, containLabel: true},
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: css("--paper"), borderColor: css("--line"),
        textStyle: {color: css("--ink"), fontSize: 12}, extraCssText: "box-shadow:none",
        valueFormatter: v => (v === null || v === undefined ? "–" : Number(v).toPrecision(4)),
      },
      xAxis: axis({type: "value", name, max: "dataMax"}),
      yAxis: axis({type, scale: true}),
      series: drawn.concat(drawn.map(dots)),
    };
  }

  const line = (name, points, extra) => Object.assign(
    {type: "line", name, showSymbol: false, data: points, lineStyle: {width: 1.8}, color: css("--accent")}, extra);

  /** A mean with its interval: two thin lines around a thick one. */
  function band(b, description, name) {
    const positive = b.mean.map(number).filter(v => v > 0 && Number.isFinite(v));
    const wide = b.mean.every(v => !(number(v) < 0)) && Math.max(...positive) > 100 * Math.min(...positive);
    const shown = v => (wide && !(number(v) > 0) ? null : finite(v));
    const points = side => b.at.map((x, k) => [x, shown(b[side][k])]);
    const thin = {lineStyle: {width: .8, type: "dashed"}, color: css("--soft")};
    return option(description, name, wide ? "log" : "value",
      [line("mean", points("mean")), line("low", points("low"), thin), line("high", points("high"), thin)]);
  }

  function series(s, description) {
    const positive = s.means.map(finite).every(v => v === null || v > 0);
    return option(description, "update", positive ? "log" : "value",
      [line("mean", s.means.map((v, k) => [(k + 1) * s.width, finite(v)]))]);
  }

  const CHARTS = {
    returns: d => band(data.returns, d, "episode"), error: d => band(data.error, d, "episode"),
    regret: d => band(data.regret, d, "pull"),
    surprise: d => series(data.surprise, d), stepSize: d => series(data.stepSize, d),
  };

  function draw() {
    document.querySelectorAll("[data-chart]").forEach(place => {
      const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, {renderer: "svg"});
      chart.setOption(CHARTS[place.dataset.chart](place.getAttribute("aria-label")), true);
    });
  }

  const at = document.getElementById("at"), play = document.getElementById("play"), now = document.getElementById("now");
  const stage = document.querySelector("#replay .map");
  const frames = data.replay;
  let timer = 0;
  at.max = Math.max(0, frames.length - 1);

  function show() {
    const k = Number(at.value), frame = frames[k];
    if (!frame) return;
    const total = frames.slice(0, k + 1).reduce((sum, f) => sum + f.reward, 0);
    now.textContent = `Step ${k + 1} of ${frames.length}: in ${frame.place}, ${frame.action}, reward `
      + `${Number(frame.reward.toPrecision(6))}, so far ${Number(total.toPrecision(6))}.`;
    if (stage) {
      stage.querySelectorAll("g").forEach(g => g.classList.toggle("here", g.dataset.state === String(frame.state)));
    }
  }

  function stop() { clearInterval(timer); timer = 0; play.textContent = "Play"; }
  function go(k) { at.value = Math.min(Math.max(k, 0), Number(at.max)); show(); }
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (at.value === at.max) go(0);
    play.textContent = "Stop";
    timer = setInterval(() => { go(Number(at.value) + 1); if (at.value === at.max) stop(); }, 300);
  });
  document.getElementById("back").addEventListener("click", () => { stop(); go(Number(at.value) - 1); });
  document.getElementById("on").addEventListener("click", () => { stop(); go(Number(at.value) + 1); });
  at.addEventListener("input", () => { stop(); show(); });

  addEventListener("resize", () => document.querySelectorAll("[data-chart]").forEach(p => echarts.getInstanceByDom(p).resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  show();
})();
