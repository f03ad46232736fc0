// The charts, drawn by Vega-Lite from the data beside each figure. Colours are the style sheet's custom properties,
// so that a change of theme, or paper, needs no new drawing. No expression is evaluated as code (vega-interpreter).
(function () {
  "use strict";
  const color = (name) => "var(--" + name + ")";
  const CIRCLE = "M-1,0A1,1,0,0,1,1,0A1,1,0,0,1,-1,0Z";
  const CROSS = "M0.49,-0.92L0.92,-0.49L0.42,0L0.92,0.49L0.49,0.92L0,0.42L-0.49,0.92L-0.92,0.49L-0.42,0L-0.92,-0.49L-0.49,-0.92L0,-0.42Z";
  // A second outline the other way round empties the half, or the whole, of the shape.
  const SHAPES = {
    "affirmed certain": CIRCLE,
    "affirmed probable": CIRCLE + "M0,-1L0,1A1,1,0,0,0,0,-1Z",
    "affirmed possible": CIRCLE + "M-1,0A1,1,0,0,0,1,0A1,1,0,0,0,-1,0Z",
    "denied certain": CROSS,
    "denied probable": CROSS + "M0,0.42L0.49,0.92L0.92,0.49L0.42,0L0.92,-0.49L0.49,-0.92L0,-0.42Z",
    "denied possible": CROSS + "M0,-0.42L-0.49,-0.92L-0.92,-0.49L-0.42,0L-0.92,0.49L-0.49,0.92L0,0.42L0.49,0.92L0.92,0.49L0.42,0L0.92,-0.49L0.49,-0.92Z",
  };
  const sans = getComputedStyle(document.body).fontFamily;
  const config = {
    font: sans, background: "transparent", view: { stroke: null },
    axis: { labelColor: color("soft"), titleColor: color("soft"), gridColor: color("grid"), domainColor: color("rule"), tickColor: color("rule"), labelFontSize: 13, titleFontSize: 13, titleFontWeight: "normal", labelFont: sans, titleFont: sans },
    text: { font: sans, color: color("ink"), fontSize: 13 },
  };
  const narrow = (plot) => plot.clientWidth < 600;
  const glyphs = {
    shape: { field: "glyph", type: "nominal", scale: { domain: Object.keys(SHAPES), range: Object.values(SHAPES) }, legend: null },
    color: { field: "polarity", type: "nominal", scale: { domain: ["affirmed", "denied"], range: [color("delivered"), color("deny")] }, legend: null },
  };

  // Tooltips: text alone, never markup, as passages and names come from strangers.
  let tip = null;
  const hide = () => { if (tip) tip.remove(); tip = null; };
  const tooltip = (handler, event, item, told) => {
    hide();
    if (!told || !told.head) return;
    tip = document.createElement("div");
    tip.className = "tip";
    const head = document.createElement("b");
    head.textContent = told.head;
    tip.append(head, told.body || "");
    document.body.append(tip);
    const left = Math.min(event.pageX + 12, scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(left, 4) + "px";
    tip.style.top = event.pageY + 16 + "px";
  };

  const draw = (figure, plot, spec) => {
    const compiled = vegaLite.compile({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", config, autosize: { type: "fit-x", contains: "padding" }, ...spec }).spec;
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      renderer: "svg", container: plot, hover: true, expr: vegaInterpreter.expressionInterpreter, tooltip, loader: vega.loader({ target: "_self" }), logLevel: vega.Error,
    });
    view.addEventListener("click", (event, item) => {
      const datum = item && item.datum && (item.datum.href ? item.datum : item.datum.properties);
      if (datum && datum.href) location.href = datum.href;
    });
    return view.runAsync().then(() => {
      const svg = plot.querySelector("svg");
      if (svg) { svg.setAttribute("aria-hidden", "true"); svg.setAttribute("focusable", "false"); }
      plot.querySelectorAll("[tabindex], [role]").forEach((one) => { one.removeAttribute("tabindex"); one.removeAttribute("role"); });
    });
  };
  const tips = (rows) => rows.map((row) => ({ ...row, tip: { head: row.head, body: row.body } }));
  const cut = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
  const stamp = (day) => Date.parse(day + "T12:00:00Z");

  // Ticks at the first of a year, quarter, month or at days, whichever gives about as many as there is room for.
  const DAY = 864e5;
  const ticks = (low, high, most) => {
    const months = [1, 3, 6, 12, 24, 60, 120, 240].find((n) => (high - low) / (n * 30.4 * DAY) <= most) || 600;
    const days = [1, 2, 5, 10].find((n) => (high - low) / (n * DAY) <= most);
    const told = [];
    if (days) {
      for (let t = Math.ceil(low / DAY) * DAY; t <= high; t += days * DAY) told.push(t);
      return { values: told, format: "'%-d %b'" };
    }
    const first = new Date(low);
    for (let m = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; m += months) {
      const t = Date.UTC(Math.floor(m / 12), m % 12, 1);
      if (t > high) break;
      if (t >= low) told.push(t);
    }
    return { values: told, format: "utcmonth(datum.value) == 0 ? '%Y' : '%b'" };
  };

  // Claims in time: a row each, in the band of its stage (or line), the event as a bar and the report as a mark.
  const timeline = (plot, data) => {
    const small = narrow(plot);
    const ends = data.rows.flatMap((row) => [row.from, row.to, row.event && row.event[0], row.event && row.event[1]]).filter(Boolean).map(stamp);
    let low = Math.min(...ends), high = Math.max(...ends);
    const room = Math.max((high - low) * 0.05, 10 * DAY);
    low -= room; high += room;
    const height = small ? 18 : 22;
    const side = small ? 96 : 190;
    const width = Math.max(plot.clientWidth - side - 8, 160);
    let at = 0;
    const bands = [], rows = [];
    data.bands.forEach((band) => {
      const inside = data.rows.filter((row) => row.band === band.id);
      const top = at;
      inside.forEach((row) => {
        at += 1;
        const open = row.event && (!row.event[0] || !row.event[1]);
        const told = { ...row, y: at - 0.5, glyph: row.polarity + " " + row.certainty, x: null, e0: null, e1: null, open: open ? 1 : 0, fade: row.copy ? 1 : 0, tip: { head: row.head, body: row.body } };
        if (row.from) {
          told.x0 = stamp(row.from) - DAY / 2;
          told.x1 = stamp(row.to) + DAY / 2;
          told.x = (told.x0 + told.x1) / 2;
        }
        if (row.event) {
          told.e0 = row.event[0] ? stamp(row.event[0]) - DAY / 2 : low;
          told.e1 = row.event[1] ? stamp(row.event[1]) + DAY / 2 : high;
          // A single day would be thinner than a pixel.
          const least = (high - low) / width * 4;
          if (told.e1 - told.e0 < least) { const middle = (told.e0 + told.e1) / 2; told.e0 = middle - least / 2; told.e1 = middle + least / 2; }
        }
        // The name stands to the right of mark, span of report and bar, or to the left where the edge is near.
        const right = Math.max(told.x1 || low, told.e1 !== null && told.e1 < high && told.e0 < (told.x1 || low) ? told.e1 : low);
        const from = (right - low) / (high - low) * width;
        told.label = cut(row.who, small ? 20 : 44);
        told.far = from + 14 + told.label.length * 6.6 > width;
        told.at = told.far ? Math.min(told.x0 || high, told.e0 !== null && told.e0 > low && told.e1 > (told.x0 || high) ? told.e0 : high) : right;
        rows.push(told);
      });
      if (!inside.length) at += 0.9;
      const limit = small ? 13 : 26;
      const words = band.name.split(" ");
      const broken = words.reduce((lines, word) => {
        const last = lines[lines.length - 1];
        if (last && (last + " " + word).length <= limit) lines[lines.length - 1] = last + " " + word; else lines.push(word);
        return lines;
      }, []);
      // A name of several words makes room for itself, up to three lines.
      at = Math.max(at, top + Math.min(broken.length, 3) * 16 / height);
      const most = Math.max(1, Math.floor((at - top) * height / 15));
      const name = broken.length > most ? [...broken.slice(0, most - 1), cut(broken.slice(most - 1).join(" "), limit)] : broken;
      // Lines of text hang from the first: it stands half the others' height above the middle.
      bands.push({ top, bottom: at, middle: (top + at) / 2 - (name.length - 1) * 7.5 / height, name, empty: inside.length ? 0 : 1 });
      at += 0.3;
    });
    const y = (field) => ({ field, type: "quantitative", scale: { domain: [0, at], reverse: true, nice: false, zero: false }, axis: null });
    const x = (field, axis) => ({ field, type: "quantitative", scale: { domain: [low, high], nice: false, zero: false }, axis: axis || null });
    const two = (affirmed, denied) => ({ field: "polarity", type: "nominal", scale: { domain: ["affirmed", "denied"], range: [color(affirmed), color(denied)] }, legend: null });
    const dated = rows.filter((row) => row.x !== null), told = rows.filter((row) => row.e0 !== null);
    const apart = dated.filter((row) => row.e0 !== null && (row.x < row.e0 || row.x > row.e1)).map((row) => ({ ...row, near: row.x < row.e0 ? row.e0 : row.e1 }));
    const axis = ticks(low, high, small ? 4 : 9);
    const names = (far, halo) => ({ data: { values: dated.filter((row) => row.far === far) }, mark: { type: "text", align: far ? "right" : "left", baseline: "middle", dx: far ? -9 : 9, fontSize: small ? 12 : 13, cursor: "pointer", ...(halo ? { stroke: color("wash"), strokeWidth: 4, strokeJoin: "round" } : {}) }, encoding: { y: y("y"), x: x("at"), text: { field: "label" }, ...(halo ? {} : { color: { condition: { test: "datum.fade == 1", value: color("soft") }, value: color("ink") } }), tooltip: { field: "tip" } } });
    return {
      width, height: Math.max(at * height, 40), padding: { left: side, right: 8, top: 26, bottom: 4 }, autosize: { type: "none" },
      layer: [
        { data: { values: bands }, mark: { type: "rect", color: color("wash"), tooltip: null }, encoding: { y: y("top"), y2: { field: "bottom" }, x: { value: -side }, x2: { value: width } } },
        { data: { values: [{ t: low }, { t: high }] }, mark: { type: "point", opacity: 0 }, encoding: { x: x("t", { orient: "top", title: null, grid: true, domain: false, ticks: false, values: axis.values, labelExpr: "utcFormat(datum.value, " + axis.format + ")", labelOverlap: true, labelSeparation: 6, zindex: 0 }) } },
        { data: { values: bands }, mark: { type: "text", align: "left", baseline: "middle", fontSize: small ? 12 : 13.5, fontWeight: 600, lineHeight: 15 }, encoding: { y: y("middle"), x: { value: -side + 8 }, text: { field: "name" }, color: { condition: { test: "datum.empty == 1", value: color("soft") }, value: color("ink") } } },
        { data: { values: told }, mark: { type: "rule", strokeWidth: 8, cursor: "pointer" }, encoding: { y: y("y"), x: x("e0"), x2: { field: "e1" }, opacity: { condition: { test: "datum.open == 1 || datum.fade == 1", value: 0.45 }, value: 1 }, color: two("planned", "deny-soft"), tooltip: { field: "tip" } } },
        { data: { values: apart }, mark: { type: "rule", strokeWidth: 1, strokeDash: [1, 3], color: color("soft") }, encoding: { y: y("y"), x: x("near"), x2: { field: "x" } } },
        { data: { values: dated.filter((row) => row.x1 - row.x0 > 2 * DAY) }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { y: y("y"), x: x("x0"), x2: { field: "x1" }, color: two("delivered", "deny") } },
        names(false, true), names(true, true), names(false, false), names(true, false),
        { data: { values: dated }, mark: { type: "point", size: small ? 90 : 110, filled: true, strokeWidth: 1.5, cursor: "pointer" }, encoding: { y: y("y"), x: x("x"), opacity: { condition: { test: "datum.fade == 1", value: 0.4 }, value: 1 }, shape: glyphs.shape, color: glyphs.color, stroke: two("delivered", "deny"), tooltip: { field: "tip" } } },
      ],
      resolve: { scale: { color: "independent", shape: "independent", opacity: "independent", stroke: "independent" }, axis: { x: "independent", y: "shared" } },
    };
  };

  // Intervals of units, one a claim; an open end is an arrow to the frame.
  const quantities = (plot, data) => {
    const small = narrow(plot);
    const known = data.rows.flatMap((row) => [row.low, row.high]).filter((n) => n !== null);
    const top = Math.max(...known), least = Math.min(...known.filter((n) => n > 0), top);
    const log = top / Math.max(least, 1) > 40;
    const low = log ? Math.max(1, least / 2) : 0, high = log ? top * 2 : top * 1.15;
    const side = small ? 120 : 230;
    const rows = tips(data.rows).map((row, n) => ({ ...row, y: n + 0.5, glyph: row.polarity + " " + row.certainty, a: row.low === null ? low : Math.max(row.low, low), b: row.high === null ? high : row.high,
      middle: row.low === null ? row.high : row.high === null ? row.low : (log && row.low > 0 ? Math.sqrt(row.low * row.high) : (row.low + row.high) / 2), label: cut(row.who, small ? 17 : 34) }));
    const y = { field: "y", type: "quantitative", scale: { domain: [0, rows.length], reverse: true, nice: false, zero: false }, axis: null };
    const scale = log ? { type: "log", domain: [low, high], nice: false } : { domain: [low, high], nice: false, zero: false };
    const x = (field, axis) => ({ field, type: "quantitative", scale, axis: axis || null });
    const ends = (test, angle, field) => ({ data: { values: rows.filter(test) }, mark: { type: "point", shape: "triangle", filled: true, size: 60, angle, opacity: 1 }, encoding: { y, x: x(field), color: glyphs.color } });
    return {
      width: Math.max(plot.clientWidth - side - 24, 150), height: rows.length * 26, padding: { left: side, right: 20, top: 4, bottom: 24 }, autosize: { type: "none" },
      layer: [
        { data: { values: [{ n: low }, { n: high }] }, mark: { type: "point", opacity: 0 }, encoding: { x: x("n", { orient: "bottom", title: null, grid: true, domain: false, ticks: false, tickCount: small ? 3 : 6, format: ",.0f", labelOverlap: true }) } },
        { data: { values: rows }, mark: { type: "text", align: "left", baseline: "middle", limit: side - 10 }, encoding: { y, x: { value: -side + 2 }, text: { field: "label" } } },
        { data: { values: rows }, mark: { type: "rule", strokeWidth: 4, cursor: "pointer" }, encoding: { y, x: x("a"), x2: { field: "b" }, color: { field: "polarity", type: "nominal", scale: { domain: ["affirmed", "denied"], range: [color("agreed"), color("deny")] }, legend: null }, tooltip: { field: "tip" } } },
        ends((row) => row.high === null, 90, "b"), ends((row) => row.low === null, -90, "a"),
        { data: { values: rows }, mark: { type: "point", filled: true, opacity: 1, size: 110, strokeWidth: 1.5, cursor: "pointer" }, encoding: { y, x: x("middle"), shape: glyphs.shape, color: glyphs.color, stroke: { field: "polarity", type: "nominal", scale: { domain: ["affirmed", "denied"], range: [color("delivered"), color("deny")] }, legend: null }, tooltip: { field: "tip" } } },
      ],
      resolve: { scale: { color: "independent", shape: "independent", stroke: "independent" }, axis: { x: "independent" } },
    };
  };

  // Maps. The frame is fitted to what is shown: Iran to Russia needs no Pacific.
  const frame = (points, least) => {
    const lon = points.map((p) => p[0]), lat = points.map((p) => p[1]);
    let west = Math.min(...lon), east = Math.max(...lon), south = Math.min(...lat), north = Math.max(...lat);
    if (east - west > 150) {
      // Most of the world: the whole width, and only the latitudes that are spoken of.
      const [below, above] = [Math.max(south - 18, -56), Math.min(north + 12, 78)], middle = (west + east) / 2;
      const [left, right] = [Math.max(west - 48, -170), Math.min(east + 26, 180)];
      return { type: "naturalEarth1", rotate: [-middle, 0], fit: { type: "MultiPoint", coordinates: [[left, 20], [right, 20], [middle, below], [middle, above]] } };
    }
    const padX = Math.max((east - west) * 0.14, (least - (east - west)) / 2, 2), padY = Math.max((north - south) * 0.22, (least * 0.5 - (north - south)) / 2, 2);
    west -= padX; east += padX; south = Math.max(south - padY, -56); north = Math.min(north + padY, 80);
    const middle = [(west + east) / 2, (south + north) / 2];
    const edge = [];
    for (let i = 0; i <= 8; i += 1) edge.push([west + (east - west) * i / 8, south], [west + (east - west) * i / 8, north], [west, south + (north - south) * i / 8], [east, south + (north - south) * i / 8]);
    return { type: "azimuthalEqualArea", rotate: [-middle[0], -middle[1] * 0.9], fit: { type: "MultiPoint", coordinates: edge } };
  };
  // The height that the frame asks for at this width, within bounds.
  const tall = (projection, width, least, most) => {
    const box = projected(projection, 1000, 1000), at = projection.fit.coordinates.map((p) => box(p));
    const span = (k) => Math.max(...at.map((p) => p[k])) - Math.min(...at.map((p) => p[k]));
    return Math.round(width * Math.min(Math.max(span(1) / span(0), least), most));
  };
  const projected = (projection, width, height) => {
    const made = vega.projection(projection.type)();
    if (projection.rotate && made.rotate) made.rotate(projection.rotate);
    made.fitExtent([[0, 0], [width, height]], projection.fit);
    return made;
  };
  const base = (named) => ({
    data: { values: TRACEWIRE_WORLD.topology, format: { type: "topojson", feature: "countries" } },
    mark: { type: "geoshape", stroke: color("border"), strokeWidth: 0.7, clip: true, tooltip: null },
    encoding: { color: { condition: { test: "indexof(" + JSON.stringify(named.filter((code) => /^[A-Z]{2}$/.test(code))) + ", datum.properties.code) >= 0", value: color("party") }, value: color("land") } },
  });
  // A shallow curve in the plane, always to the same side: the two directions of a pair bow apart.
  const bow = (start, end, lift) => {
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    const control = [(start[0] + end[0]) / 2 - dy * lift, (start[1] + end[1]) / 2 + dx * lift];
    return Array.from({ length: 33 }, (_, i) => { const t = i / 32; return [0, 1].map((k) => (1 - t) * (1 - t) * start[k] + 2 * t * (1 - t) * control[k] + t * t * end[k]); });
  };

  const flows = (plot, data) => {
    const world = TRACEWIRE_WORLD.points;
    const points = { ...world };
    Object.entries(data.points).forEach(([id, at]) => { points[id] = typeof at === "string" ? world[at] : at; });
    const drawn = data.rows.filter((row) => points[row.from] && points[row.to] && row.from !== row.to);
    const ends = drawn.flatMap((row) => [points[row.from], points[row.to]]);
    if (!ends.length) return null;
    const width = plot.clientWidth, projection = frame(ends, 30), height = tall(projection, width, 0.34, narrow(plot) ? 0.75 : 0.5);
    const made = projected(projection, width, height);
    const most = Math.max(...drawn.map((row) => row.documents));
    const paths = [], heads = [];
    drawn.forEach((row) => {
      const [start, end] = [made(points[row.from]), made(points[row.to])];
      const curve = bow(start, end, 0.18);
      const thick = 1.6 + 4.4 * Math.sqrt(row.documents / most);
      curve.forEach((p, n) => paths.push({ id: row.id, n, px: p[0], py: height - p[1], kind: row.kind, tone: row.kind, thick, head: row.head, body: row.body, href: row.href, tip: { head: row.head, body: row.body } }));
      const tail = curve[Math.max(0, curve.length - 4)], nose = curve[curve.length - 1];
      const length = Math.hypot(nose[0] - tail[0], nose[1] - tail[1]) || 1;
      heads.push({ px: nose[0] - (nose[0] - tail[0]) / length * 5, py: height - (nose[1] - (nose[1] - tail[1]) / length * 5), tone: row.kind, size: 60 + thick * 24, turn: Math.atan2(nose[0] - tail[0], tail[1] - nose[1]) * 180 / Math.PI });
    });
    const used = [...new Set(drawn.flatMap((row) => [row.from, row.to]))];
    const weight = (code) => drawn.reduce((sum, row) => sum + (row.from === code || row.to === code ? row.documents : 0), 0);
    // A name goes above its point, or beside or below where others stand; what finds no room gives way to the
    // states that are spoken of more.
    const placed = used.map((code) => { const [x, y] = made(points[code]); return [x - 4, y - 4, x + 4, y + 4]; });
    const labels = [];
    used.map((code) => ({ name: data.names[code] || code, at: made(points[code]), weight: weight(code) })).sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1)).forEach((label) => {
      if (labels.length >= width / 45) return;
      const half = label.name.length * 3.6, [x, y] = label.at;
      for (const [dx, dy, align] of [[0, -13, "center"], [9, 1, "left"], [0, 14, "center"], [-9, 1, "right"]]) {
        const left = align === "center" ? x - half : align === "left" ? x + 8 : x - 8 - 2 * half;
        const box = [left, y + dy - 7, left + 2 * half, y + dy + 7];
        const free = box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < height && !placed.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
        if (!free) continue;
        placed.push(box);
        labels.push({ name: label.name, align, px: x + dx, py: height - y - dy });
        return;
      }
    });
    const dots = used.map((code) => { const p = made(points[code]); return { px: p[0], py: height - p[1] }; });
    const tones = ["sought", "planned", "agreed", "shipped", "delivered", "denied", "attached"];
    const tone = { field: "tone", type: "nominal", scale: { domain: tones, range: [...tones.slice(0, 5).map(color), color("deny"), color("attached")] }, legend: null };
    const x = { field: "px", type: "quantitative", scale: { domain: [0, width], nice: false, zero: false }, axis: null };
    const y = { field: "py", type: "quantitative", scale: { domain: [0, height], nice: false, zero: false }, axis: null };
    const dash = { field: "kind", type: "nominal", scale: { domain: tones, range: [[1, 0], [1, 0], [1, 0], [1, 0], [1, 0], [6, 4], [2, 3]] }, legend: null };
    const wide = { field: "thick", type: "quantitative", scale: { domain: [0, 10], range: [0, 10] }, legend: null };
    return {
      width, height, padding: 0, autosize: { type: "none" }, projection,
      layer: [
        base(used),
        { data: { values: paths }, mark: { type: "line", stroke: color("paper"), interpolate: "linear", clip: true, tooltip: null }, encoding: { x, y, detail: { field: "id" }, order: { field: "n", type: "quantitative" }, strokeWidth: { field: "thick", type: "quantitative", scale: { domain: [0, 10], range: [2.4, 12.4] }, legend: null } } },
        { data: { values: paths }, mark: { type: "line", interpolate: "linear", clip: true, cursor: "pointer", strokeCap: "butt" }, encoding: { x, y, detail: { field: "id" }, order: { field: "n", type: "quantitative" }, color: tone, strokeDash: dash, strokeWidth: wide, tooltip: { field: "tip" } } },
        { data: { values: heads }, mark: { type: "point", shape: "triangle-up", filled: true, opacity: 1, stroke: color("paper"), strokeWidth: 0.8 }, encoding: { x, y, color: tone, size: { field: "size", type: "quantitative", scale: { domain: [0, 300], range: [0, 300] }, legend: null }, angle: { field: "turn", type: "quantitative", scale: { domain: [-360, 360], range: [-360, 360] } } } },
        { data: { values: dots }, mark: { type: "point", filled: true, size: 26, color: color("ink"), opacity: 1 }, encoding: { x, y } },
        ...["center", "left", "right"].flatMap((align) => [true, false].map((halo) => ({
          data: { values: labels.filter((label) => label.align === align) },
          mark: { type: "text", align, baseline: "middle", fontSize: 13, fontWeight: 600, ...(halo ? { stroke: color("paper"), strokeWidth: 4, strokeJoin: "round", strokeOpacity: 0.85 } : {}) },
          encoding: { x, y, text: { field: "name" } },
        }))),
      ],
      resolve: { scale: { color: "independent", size: "independent", strokeWidth: "independent", strokeDash: "independent", angle: "independent" } },
    };
  };

  const route = (plot, data) => {
    // One place alone says nothing of where it lies: the parties' points then widen the frame.
    const parties = data.parties.map((code) => TRACEWIRE_WORLD.points[code]).filter((point) => point && data.places.length < 2);
    const width = plot.clientWidth, projection = frame(data.places.map((p) => [p.lon, p.lat]).concat(parties), 14), height = tall(projection, width, 0.32, narrow(plot) ? 0.8 : 0.42);
    const made = projected(projection, width, height);
    const put = (p) => { const [a, b] = made([p.lon, p.lat]); return { ...p, px: a, py: height - b, tip: { head: p.name, body: p.body } }; };
    const places = data.places.map(put);
    const by = Object.fromEntries(places.map((p) => [p.name, p]));
    const legs = data.routes.flatMap((names, id) => names.map((name, n) => ({ id, n, px: by[name].px, py: by[name].py })));
    const right = places.filter((p) => p.px < width * 0.75), left = places.filter((p) => p.px >= width * 0.75);
    const x = { field: "px", type: "quantitative", scale: { domain: [0, width], nice: false, zero: false }, axis: null };
    const y = { field: "py", type: "quantitative", scale: { domain: [0, height], nice: false, zero: false }, axis: null };
    const text = (values, align, dx, halo) => ({ data: { values }, mark: { type: "text", align, dx, baseline: "middle", fontSize: 13, fontWeight: 600, ...(halo ? { stroke: color("paper"), strokeWidth: 4, strokeJoin: "round", strokeOpacity: 0.85 } : {}) }, encoding: { x, y, text: { field: "name" } } });
    return {
      width, height, padding: 0, autosize: { type: "none" }, projection,
      layer: [
        base(data.parties),
        { data: { values: legs }, mark: { type: "line", color: color("shipped"), strokeWidth: 2.5, clip: true }, encoding: { x, y, detail: { field: "id" }, order: { field: "n", type: "quantitative" } } },
        { data: { values: places }, mark: { type: "point", filled: true, size: 80, color: color("delivered"), stroke: color("paper"), strokeWidth: 1.5, opacity: 1 }, encoding: { x, y, tooltip: { field: "tip" } } },
        text(right, "left", 9, true), text(right, "left", 9, false), text(left, "right", -9, true), text(left, "right", -9, false),
      ],
    };
  };

  const kinds = { timeline, quantities, flows, route };
  const figures = Array.from(document.querySelectorAll("figure.chart"));
  const show = (figure) => {
    const plot = figure.querySelector(".plot");
    const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const spec = kinds[figure.dataset.chart](plot, data);
    if (!spec) { figure.hidden = true; return Promise.resolve(); }
    return draw(figure, plot, spec);
  };
  let width = 0;
  const showAll = () => {
    width = document.body.clientWidth;
    return Promise.all(figures.map((figure) => Promise.resolve().then(() => show(figure)).catch((error) => { figure.classList.add("failed"); console.error(error); })));
  };
  const ready = document.fonts && document.fonts.ready ? document.fonts.ready : Promise.resolve();
  ready.then(showAll).then(() => { document.documentElement.dataset.charts = "drawn"; });
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(() => { if (document.body.clientWidth !== width && !matchMedia("print").matches) { hide(); figures.forEach((f) => f.querySelector(".plot").replaceChildren()); showAll(); } }, 180); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
