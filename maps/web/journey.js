// The journey's page: map, list and time axis kept in step. Everything shown comes from #dl-data and the list.
"use strict";
(() => {
  const root = document.documentElement;
  const isFramed = self !== top;
  root.classList.replace("no-js", "js");
  root.classList.toggle("framed", isFramed);

  const STEP_MS = 1100; // how long the traveller is seen moving after a click
  const PLAY_MS = [1800, 5000]; // between two events while playing: shortest and longest
  const REST_MS = 1500; // at each event while playing, long enough to see what it is
  const PIN = 30; // pixels from pin to pin, below which one steps aside
  const MOST_ASIDE = 60; // pins: among more of them leaders are a thicket, and the hidden ones become dots
  const CELL = 6; // pixels: how finely the map knows where the route runs
  const FIT_ZOOM = 8; // a single stop is shown with the land around it
  const ARROW_GAP = 100; // pixels between two arrows
  const LONG_AXIS = 90 * 1440; // minutes: beyond this the hour of the day says nothing
  const CERTAINTIES = ["reported", "inferred", "planned", "candidate", "doubtful"];
  const SVG = "http://www.w3.org/2000/svg";

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const find = (selector, from = document) => from.querySelector(selector);
  const findAll = (selector, from = document) => [...from.querySelectorAll(selector)];
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

  function shape(name, attributes, parent, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  }

  // Google's encoded polyline format.
  function decode(text, digits, turn = 0) {
    const points = [], scale = 10 ** digits;
    let at = 0, lat = 0, lon = 0;
    const next = () => {
      let shift = 0, value = 0, byte;
      do {
        byte = text.charCodeAt(at++) - 63;
        value |= (byte & 31) << shift;
        shift += 5;
      } while (byte > 31);
      return value & 1 ? ~(value >> 1) : value >> 1;
    };
    while (at < text.length) {
      lat += next();
      lon += next();
      points.push([lat / scale, lon / scale + turn]);
    }
    return points;
  }

  // ---------------------------------------------------------------- where the traveller is when

  // A position is a number: 2.5 is half-way from the third stop to the fourth.
  function travel(data) {
    const { calls, sites } = data;
    const legs = calls.slice(1).map((_, k) => {
      const drawn = data.lines.filter((line) => line.start === k + 1 && line.end === k + 2).flatMap((line) => line.points);
      const points = drawn.length > 1 ? drawn : [k, k + 1].map((at) => [sites[at].lat, sites[at].lon]);
      const along = [0];
      for (let i = 1; i < points.length; i++) along.push(along[i - 1] + L.CRS.Earth.distance(L.latLng(points[i - 1]), L.latLng(points[i])));
      return { points, along };
    });
    const knots = (leave, arrive) => {
      const list = calls.flatMap((call, k) => [[arrive(call), k], [leave(call), k]]).slice(1, calls.length > 1 ? -1 : undefined);
      for (let i = 1; i < list.length; i++) list[i][0] = Math.max(list[i][0], list[i - 1][0]);
      return list;
    };
    const bounds = {
      early: knots((call) => call.departure[0], (call) => call.arrival[0]),
      middle: knots((call) => call.moments.at(-1), (call) => call.moments[0]),
      late: knots((call) => call.departure[1], (call) => call.arrival[1]),
    };
    const position = (name, time) => {
      const list = bounds[name];
      let i = 0;
      while (i < list.length && list[i][0] <= time) i++;
      if (i === 0) return 0;
      if (i === list.length) return list[i - 1][1];
      const [t0, p0] = list[i - 1], [t1, p1] = list[i];
      return p0 + ((p1 - p0) * (time - t0)) / (t1 - t0);
    };
    const spot = (at) => {
      if (!legs.length) return { point: [sites[0].lat, sites[0].lon], next: 1 };
      const k = clamp(Math.floor(at), 0, legs.length - 1), { points, along } = legs[k];
      const goal = (at - k) * along.at(-1);
      let i = 1;
      while (i < along.length - 1 && along[i] < goal) i++;
      const share = clamp((goal - along[i - 1]) / (along[i] - along[i - 1] || 1), 0, 1);
      const [from, to] = [points[i - 1], points[i]];
      return { leg: k, next: i, point: from.map((value, axis) => value + (to[axis] - value) * share) };
    };
    const stretch = (from, to) => {
      if (!legs.length || to - from < 1e-6) return [];
      const start = spot(from), end = spot(to), points = [start.point];
      for (let k = start.leg; k <= end.leg; k++) {
        points.push(...legs[k].points.slice(k === start.leg ? start.next : 0, k === end.leg ? end.next : undefined));
      }
      return [...points, end.point];
    };
    const km = (at) => {
      const k = clamp(Math.floor(at), 0, calls.length - 1), after = calls[Math.min(k + 1, calls.length - 1)];
      return calls[k].km + (after.km - calls[k].km) * (at - k);
    };
    return {
      spot, stretch, km,
      at(time) {
        const middle = position("middle", time);
        return { middle, early: Math.max(position("early", time), middle), late: Math.min(position("late", time), middle) };
      },
    };
  }

  // ---------------------------------------------------------------- the map

  function drawMap(id, options, data) {
    const map = L.map(id, {
      zoomSnap: 0.25, minZoom: 1, maxZoom: 12, worldCopyJump: false, zoomControl: false, maxBoundsViscosity: 0.8,
      scrollWheelZoom: !isFramed, markerZoomAnimation: true, ...options,
    });
    const frame = map.getContainer(), { words } = data;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", words.map);
    map.attributionControl.setPrefix('<a href="https://leafletjs.com" target="_blank" rel="noopener">Leaflet</a>');
    data.credits.forEach((credit) => map.attributionControl.addAttribution(credit));
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    L.control.scale({ maxWidth: 110, imperial: data.language === "en" }).addTo(map);
    ["land", "border", "country", "reached", "route", "arrow", "band", "leader"].forEach((name, at) => {
      const pane = map.createPane(`dl-${name}`);
      pane.style.zIndex = at < 3 ? 150 + at : 400 + at; // tiles, if any, lie between at 200
      pane.style.pointerEvents = "none";
    });
    drawGround(map, data);
    const look = (name, kind = "") => ({ pane: `dl-${name}`, className: `dl-${name === "route" ? "line" : name} ${kind}`, interactive: false, smoothFactor: 0.7 });
    data.reached.forEach((lines) => L.polyline(lines, look("reached")).addTo(map));
    data.lines.forEach((line) => L.polyline(line.points, { ...look("route"), className: "dl-under" }).addTo(map));
    data.lines.forEach((line) => L.polyline(line.points, look("route", line.kind)).addTo(map));
    const points = data.lines.flatMap((line) => line.points).concat(data.fit.map((site) => [site.lat, site.lon]));
    const bounds = L.latLngBounds(points.length ? points : [[-50, -170], [70, 170]]);
    const home = () => {
      const below = 28 + find(".leaflet-control-attribution", frame).offsetHeight;
      const fit = (right) => map.fitBounds(bounds, { paddingTopLeft: [44, 44], paddingBottomRight: [right, below], maxZoom: FIT_ZOOM, animate: false });
      fit(44);
      const aside = find(".dl-legend").offsetWidth + 20;
      if (placeLegend(map, data) && map.getSize().x > 3 * aside) fit(aside);
    };
    const limit = () => map.setMinZoom(Math.max(1, Math.ceil(Math.log2(map.getSize().x / 256) * 4) / 4));
    limit();
    home();
    map.on("resize", limit);
    const middle = bounds.getCenter().lng, half = Math.max(180, (bounds.getEast() - bounds.getWest()) / 2 + 30);
    map.setMaxBounds([[-86, middle - half], [86, middle + half]]);
    drawFitButton(map, words, home);
    guardScrolling(map, words);
    return { map, home, look };
  }

  function drawGround(map, data) {
    for (const { digits, turn, land, borders } of data.ground) {
      const rings = land.map((ring) => [decode(ring, digits, turn)]);
      L.polygon(rings, { pane: "dl-land", className: "dl-land", interactive: false, fillRule: "nonzero", smoothFactor: 0.5 }).addTo(map);
      const lines = borders.map((line) => decode(line, digits, turn));
      L.polyline(lines, { pane: "dl-border", className: "dl-border", interactive: false }).addTo(map);
    }
  }

  function drawFitButton(map, words, home) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar"), button = L.DomUtil.create("a", "", bar);
      Object.assign(button, { href: "#", title: words.fit, textContent: "⤢" });
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", words.fit);
      L.DomEvent.on(button, "click", L.DomEvent.stop).on(button, "click", home);
      return bar;
    };
    control.addTo(map);
  }

  // Put the legend in the corner where it hides least; true where a pin is hidden even there.
  function placeLegend(map, data) {
    const legend = find(".dl-legend"), points = data.lines.flatMap((line) => line.points);
    const seen = [...data.fit.map((site) => [site.lat, site.lon]), ...points].map((point) => map.latLngToContainerPoint(point));
    let best, least = Infinity;
    for (const corner of ["top-right", "bottom-right", "bottom-left", "top-left"]) {
      legend.dataset.corner = corner;
      const left = legend.offsetLeft - 16, top = legend.offsetTop - 16, right = left + legend.offsetWidth + 32, bottom = top + legend.offsetHeight + 32;
      const cost = seen.reduce((sum, { x, y }, at) => sum + (x > left && x < right && y > top && y < bottom ? (at < data.fit.length ? 1000 : 1) : 0), 0);
      if (cost < least) [best, least] = [corner, cost];
    }
    legend.dataset.corner = best;
    return least >= 1000;
  }

  // Inside somebody's article the wheel and one finger scroll the article, not the map.
  function guardScrolling(map, words) {
    if (!isFramed) return;
    const frame = map.getContainer(), hint = L.DomUtil.create("div", "dl-hint", frame);
    hint.setAttribute("aria-hidden", "true");
    let timer;
    const show = (text) => {
      hint.textContent = text;
      hint.classList.add("shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("shown"), 1100);
    };
    const key = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
    frame.addEventListener("wheel", (event) => {
      const wanted = event.ctrlKey || event.metaKey;
      map.scrollWheelZoom[wanted ? "enable" : "disable"]();
      if (wanted) event.preventDefault();
      else show(words.wheel_hint.replace("{key}", key));
    }, { capture: true, passive: false });
    if (!matchMedia("(pointer: coarse)").matches) return;
    map.dragging.disable();
    frame.addEventListener("touchmove", (event) => event.touches.length === 1 && show(words.touch_hint), { passive: true });
  }

  // ---------------------------------------------------------------- pins, arrows and labels that keep out of each other's way

  const measure = (() => {
    const pen = document.createElement("canvas").getContext("2d"), known = new Map();
    return (text, font) => {
      const key = font + text;
      if (!known.has(key)) {
        pen.font = font;
        known.set(key, pen.measureText(text).width);
      }
      return known.get(key);
    };
  })();
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

  function drawMarks(map, data, look, onPick) {
    const dense = data.sites.length > MOST_ASIDE;
    const marks = [...data.sites, ...data.background].map((site) => {
      const pin = find(".dl-pin", site.element).cloneNode(true);
      const size = dense ? 24 : 36;
      pin.setAttribute("width", size);
      pin.setAttribute("height", size);
      const marker = L.marker([site.lat, site.lon], {
        icon: L.divIcon({ className: "dl-marker", html: pin, iconSize: [size, size] }),
        keyboard: false, title: `${site.mark} ${site.name}`,
      }).addTo(map);
      marker.getElement().setAttribute("aria-hidden", "true");
      marker.on("click", () => onPick(site));
      const label = L.marker([site.lat, site.lon], { interactive: false, keyboard: false, zIndexOffset: -800, icon: L.divIcon({ className: "dl-label", html: "", iconSize: null }) });
      return { site, marker, label, size: size - 6 };
    });
    const extras = L.layerGroup().addTo(map);
    const arrange = () => {
      extras.clearLayers();
      const crowd = newCrowd(map, data);
      placePins(map, marks, crowd, extras, look);
      drawArrows(map, data, crowd, extras, look);
      placeLabels(map, marks, crowd);
      placeCountries(map, data, crowd, extras);
    };
    return { marks, arrange };
  }

  function newCrowd(map, data) {
    const boxes = [], cells = new Set(), size = map.getSize();
    const mapBox = map.getContainer().getBoundingClientRect();
    for (const element of [...findAll(".leaflet-control"), find(".dl-legend")]) {
      const box = element.getBoundingClientRect();
      if (box.width) boxes.push([box.left - mapBox.left, box.top - mapBox.top, box.right - mapBox.left, box.bottom - mapBox.top]);
    }
    const tracks = data.lines.map((line) => ({ kind: line.kind, points: line.points.map((point) => map.latLngToContainerPoint(point)) }));
    for (const { points } of tracks) {
      for (let i = 1; i < points.length; i++) {
        const a = points[i - 1], b = points[i];
        if (Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) > size.x || Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) > size.y) continue;
        const steps = Math.min(400, Math.ceil(a.distanceTo(b) / CELL));
        for (let s = 0; s <= steps; s++) cells.add(Math.floor((a.x + ((b.x - a.x) * s) / (steps || 1)) / CELL) * 4096 + Math.floor((a.y + ((b.y - a.y) * s) / (steps || 1)) / CELL));
      }
    }
    const hits = ([left, top, right, bottom]) => boxes.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1]);
    return {
      tracks, size, hits,
      add: (box) => boxes.push(box),
      isInside: ([left, top, right, bottom]) => left >= 2 && top >= 2 && right <= size.x - 2 && bottom <= size.y - 2,
      routeUnder([left, top, right, bottom]) {
        let count = 0;
        for (let x = Math.floor(left / CELL); x <= right / CELL; x++) for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) count += cells.has(x * 4096 + y);
        return count;
      },
    };
  }

  const square = (x, y, size) => [x - size / 2, y - size / 2, x + size / 2, y + size / 2];

  function placePins(map, marks, crowd, extras, look) {
    for (const mark of marks) {
      const true_ = map.latLngToContainerPoint([mark.site.lat, mark.site.lon]);
      const spots = [true_];
      for (const radius of marks.length > MOST_ASIDE ? [] : [PIN, 1.6 * PIN]) for (let turn = 0; turn < 8; turn++) spots.push(true_.add([radius * Math.cos((turn * Math.PI) / 4), radius * Math.sin((turn * Math.PI) / 4)]));
      const free = spots.map((spot, at) => ({ spot, at, box: square(spot.x, spot.y, mark.size) })).filter(({ box }) => !crowd.hits(box));
      const best = free[0]?.at === 0 ? free[0] : free.sort((a, b) => crowd.routeUnder(a.box) + a.at / 4 - crowd.routeUnder(b.box) - b.at / 4)[0];
      mark.isSmall = !best && !mark.isCurrent;
      mark.spot = best ? best.spot : true_;
      const place = best && best.at ? map.containerPointToLatLng(best.spot) : L.latLng(mark.site.lat, mark.site.lon);
      mark.marker.setLatLng(place);
      mark.marker.getElement().classList.toggle("small", mark.isSmall);
      mark.marker.setZIndexOffset(mark.isCurrent ? 1000 : mark.isSmall || mark.site.kind === "background" ? -500 : 0);
      crowd.add(square(mark.spot.x, mark.spot.y, mark.isSmall ? 8 : mark.size));
      if (mark.isCurrent) crowd.add(square(mark.spot.x + 15, mark.spot.y - 15, 20)); // where the traveller rests
      if (best && best.at) {
        L.polyline([[mark.site.lat, mark.site.lon], place], look("leader")).addTo(extras);
        L.circleMarker([mark.site.lat, mark.site.lon], { radius: 3.5, pane: "dl-leader", className: "dl-true", interactive: false }).addTo(extras);
      }
    }
  }

  function drawArrows(map, data, crowd, extras, look) {
    const heads = new Map();
    for (const { kind, points } of crowd.tracks) {
      let due = ARROW_GAP / 2;
      for (let i = 1; i < points.length; i++) {
        const a = points[i - 1], b = points[i], length = a.distanceTo(b);
        while (due < length) {
          const at = a.add(b.subtract(a).multiplyBy(due / length));
          const isSeen = crowd.isInside(square(at.x, at.y, 0)) && !crowd.hits(square(at.x, at.y, 12));
          if (isSeen) {
            const ahead = b.subtract(a).divideBy(length), side = L.point(-ahead.y, ahead.x);
            const corner = (forward, aside) => map.containerPointToLatLng(at.add(ahead.multiplyBy(forward)).add(side.multiplyBy(aside)));
            heads.set(kind, [...(heads.get(kind) || []), [[corner(8, 0), corner(-6, 6.5), corner(-3, 0), corner(-6, -6.5)]]]);
          }
          due += ARROW_GAP;
        }
        due -= length;
      }
    }
    for (const [kind, list] of heads) L.polygon(list, { ...look("arrow", kind), smoothFactor: 0 }).addTo(extras);
  }

  function placeLabels(map, marks, crowd) {
    const ordered = [...marks].sort((a, b) => (b.isCurrent || 0) - (a.isCurrent || 0));
    for (const mark of ordered) {
      const { x, y } = mark.spot, width = Math.min(220, measure(mark.site.name, `600 13px ${FONT}`) + 4), gap = mark.size / 2 + (mark.site.isStop ? 3 : 6);
      const boxes = [];
      for (const away of [0, 9]) {
        const side = gap + away;
        for (const dy of [-9, 2, -20]) boxes.push([x + side, y + dy, x + side + width, y + dy + 18], [x - side - width, y + dy, x - side, y + dy + 18]);
        for (const dx of [-width / 2, -width * 0.15, -width * 0.85]) boxes.push([x + dx, y + side, x + dx + width, y + side + 18], [x + dx, y - side - 18, x + dx + width, y - side]);
      }
      let best, least = mark.isCurrent ? 60 : 9;
      boxes.forEach((box, at) => {
        if (crowd.hits(box) || !crowd.isInside(box)) return;
        const cost = 3 * crowd.routeUnder(box) + at / 8;
        if (cost < least) [best, least] = [box, cost];
      });
      const isShown = best && !(mark.isSmall && !mark.isCurrent);
      if (!isShown) {
        mark.label.remove();
        continue;
      }
      crowd.add(best);
      mark.label.setLatLng(map.containerPointToLatLng([best[0], best[1]])).addTo(map);
      const element = mark.label.getElement();
      element.textContent = mark.site.name;
      element.dir = "auto";
      element.setAttribute("aria-hidden", "true");
      element.classList.toggle("current", Boolean(mark.isCurrent));
    }
  }

  function placeCountries(map, data, crowd, extras) {
    const shown = new Set();
    for (const [name, lat, lon, radius] of data.countries) {
      if (shown.has(name)) continue;
      const at = map.latLngToContainerPoint([lat, lon]), room = map.latLngToContainerPoint([lat, lon + radius]).x - at.x;
      const width = measure(name, `italic 500 12px ${FONT}`) * 1.12 + 4, box = [at.x - width / 2, at.y - 8, at.x + width / 2, at.y + 8];
      if (room * 2.2 < width || crowd.hits(box) || !crowd.isInside(box) || crowd.routeUnder(box)) continue;
      shown.add(name);
      crowd.add(box);
      const icon = L.divIcon({ className: "dl-country", html: "", iconSize: null });
      const marker = L.marker(map.containerPointToLatLng([box[0], box[1]]), { icon, pane: "dl-country", interactive: false, keyboard: false }).addTo(extras);
      marker.getElement().textContent = name;
      marker.getElement().setAttribute("aria-hidden", "true");
    }
  }

  // ---------------------------------------------------------------- the time axis

  function drawAxis(data, current, time, onPick) {
    const svg = find(".dl-axis svg"), { axis, words } = data, font = `11px ${FONT}`, lane = 18, inset = 8;
    const dated = data.sites.filter((site) => axis.is_dated && (site.span[0] !== null || site.span[1] !== null));
    const kinds = CERTAINTIES.filter((kind) => dated.some((site) => site.kind === kind));
    const gutter = kinds.length ? Math.ceil(Math.max(...[...kinds.map((kind) => words[kind]), axis.zone || ""].map((text) => measure(text, font)))) + 10 : 0;
    find(".dl-axis").style.setProperty("--gutter", `${gutter}px`);
    const width = svg.clientWidth || 600, left = gutter + inset, scale = (width - left - inset) / (axis.end - axis.start);
    const x = (moment) => left + (clamp(moment, axis.start, axis.end) - axis.start) * scale;
    svg.replaceChildren();
    let y = 2;
    const bars = [];
    for (const kind of kinds) {
      const ends = [];
      shape("text", { x: 0, y: y + 12 }, svg, words[kind]);
      for (const site of dated.filter((site) => site.kind === kind)) {
        const from = x(site.span[0] ?? axis.start), to = Math.max(from + 6, x(site.span[1] ?? axis.end));
        let at = ends.findIndex((end) => end <= from + 1);
        if (at < 0) at = ends.length < 3 ? ends.length : ends.indexOf(Math.min(...ends));
        ends[at] = to;
        bars.push({ site, from, to, y: y + at * lane });
      }
      y += lane * Math.max(1, ends.length) + 2;
    }
    if (axis.zone) shape("text", { x: 0, y: y + 14 }, svg, axis.zone);
    drawTicks(svg, axis, x, y, font, width);
    const texts = [];
    for (const { site, from, to, y: top } of bars) {
      const bar = shape("path", { class: `dl-bar ${site.kind}${site === current ? " current" : ""}`, d: barPath(site, from + 0.75, to - 0.75, top, 14) }, svg);
      shape("title", {}, bar, `${site.mark} ${site.name}: ${words[site.kind]}, ${site.when}`);
      bar.addEventListener("click", () => onPick(site));
      const room = measure(site.mark, `700 11px ${FONT}`) + 6, start = to - from < room ? to + 2 : from + 4;
      const isTaken = start > to && bars.some((bar) => bar.y === top && bar.from > from && bar.from < start + room);
      if (isTaken || start + room > width || texts.some((text) => text.y === top && text.to > start)) continue;
      shape("text", { class: "dl-bar-text", x: start, y: top + 11 }, svg, site.mark);
      texts.push({ y: top, to: start + room });
    }
    if (time !== null) shape("line", { class: "dl-cursor", x1: x(time), x2: x(time), y1: 0, y2: y + 4 }, svg);
    svg.setAttribute("height", y + (axis.marks.length ? 18 : 6));
  }

  // An open end is drawn as a point, so that nobody takes it for a day.
  function barPath({ span }, from, to, top, height) {
    const middle = top + height / 2, bottom = top + height, point = Math.min(8, (to - from) / 2);
    const start = span[0] === null ? `M${from + point} ${bottom}L${from} ${middle}L${from + point} ${top}` : `M${from} ${bottom}V${top}`;
    const end = span[1] === null ? `H${to - point}L${to} ${middle}L${to - point} ${bottom}` : `H${to}V${bottom}`;
    return `${start}${end}Z`;
  }

  function drawTicks(svg, axis, x, y, font, width) {
    let free = 0;
    shape("path", { class: "dl-rule", d: `M${x(axis.start)} ${y}H${x(axis.end)}` }, svg);
    for (const [moment, text] of axis.marks) {
      if (moment < axis.start || moment > axis.end) continue;
      const at = x(moment), needed = measure(text, font) + 8;
      shape("line", { class: "dl-grid", x1: at, x2: at, y1: 0, y2: y + 5 }, svg);
      if (at < free || at + needed > width + 2) continue;
      shape("text", { x: at + 3, y: y + 14 }, svg, text);
      free = at + needed;
    }
  }

  // ---------------------------------------------------------------- all together

  function read() {
    const data = JSON.parse(find("#dl-data").textContent);
    const [main, beside] = [".dl-sites:not(.dl-beside)", ".dl-beside"].map((list) => findAll(`${list} > .dl-site`));
    data.lines.forEach((line) => { line.points = decode(line.points, 4); });
    data.reached = data.reached.map((lines) => lines.map((line) => decode(line, 3)));
    const known = (element) => (site, at) => Object.assign(site, { element: element[at], name: find("h3 bdi", element[at]).textContent, when: find(".dl-when", element[at]).textContent });
    data.sites.forEach(known(main));
    data.background.forEach(known(beside));
    data.fit = data.sites.length ? data.sites : data.background;
    data.steps = data.sites.flatMap((site) => site.moments.map((at, index) => {
      const element = findAll(".dl-step", site.element)[index];
      return { site, at, element, button: find(".dl-go", element) };
    }));
    return data;
  }

  function start(id, options) {
    const data = read(), { words, axis, calls, steps } = data;
    find(".dl-legend").hidden = data.fit.length === 0;
    find(".dl-time").hidden = steps.length === 0;
    find(".dl-legend").open = find(".dl-map").clientWidth >= 560 && find(".dl-map").clientHeight >= 480;
    const { map, home, look } = drawMap(id, options, data);
    const way = calls.length ? travel(data) : null;
    const traveller = way && newTraveller(map, data, look, way);
    const marks = drawMarks(map, data, look, (site) => {
      const step = steps.findIndex((step) => step.site === site);
      if (step >= 0) go(step, { from: "map" });
      openPopup(map, site, words);
    });
    let current = -1, time = calls.length ? axis.start : null, timer = 0, frame = 0;
    const slider = find(".dl-axis input"), play = find(".dl-play");

    function show(moment, isAtStep) {
      time = moment;
      if (time === null) return;
      slider.value = Math.round(((time - axis.start) / (axis.end - axis.start)) * slider.max);
      const where = traveller.move(time);
      const text = isAtStep ? stepText(steps[current]) : timeText(data, way, where, time);
      tell(text);
      redrawAxis();
    }

    function tell([title, detail]) {
      const [strong, span] = find(".dl-now").children;
      strong.textContent = title;
      span.textContent = detail;
      slider.setAttribute("aria-valuetext", [title, detail].filter(Boolean).join(", "));
    }

    const redrawAxis = () => drawAxis(data, steps[current]?.site, time, (site) => go(steps.findIndex((step) => step.site === site)));

    function select(step) {
      current = step;
      const { site } = steps[step];
      steps.forEach(({ element, button }, at) => {
        element.classList.toggle("current", at === step);
        if (at === step) button.setAttribute("aria-current", "step");
        else button.removeAttribute("aria-current");
      });
      for (const mark of marks.marks) {
        mark.isCurrent = mark.site === site;
        mark.marker.getElement().classList.toggle("current", mark.isCurrent);
      }
      find(".dl-previous").disabled = step === 0;
      find(".dl-next").disabled = step === steps.length - 1;
    }

    // One step an event: list, map, axis and address follow.
    function go(step, { from = "button", isQuiet = false, isPlaying = false, ms = STEP_MS } = {}) {
      if (step < 0 || step >= steps.length) return;
      if (!isPlaying) stop();
      select(step);
      const { site, at } = steps[step];
      if (from !== "map") {
        map.closePopup();
        bringIntoView(map, site);
      }
      marks.arrange();
      if (from !== "list") scrollTo(heading(steps[step]), isQuiet);
      if (!isQuiet) {
        find(".dl-live").textContent = `${words.step_of.replace("{n}", step + 1).replace("{all}", steps.length)}: ${stepText(steps[step]).join(", ")}`;
        try {
          history.replaceState(null, "", `#e${step + 1}`);
        } catch { /* a page without an address of its own keeps none */ }
      }
      glide(at ?? time, isQuiet ? 0 : ms);
    }

    function glide(goal, ms) {
      cancelAnimationFrame(frame);
      const begin = time, began = performance.now();
      if (calm.matches || ms === 0 || goal === null || begin === null || begin === goal) {
        if (goal === null) tell(stepText(steps[current]));
        show(goal, true);
        return;
      }
      const tick = (now) => {
        const share = clamp((now - began) / ms, 0, 1);
        show(begin + (goal - begin) * share, share === 1);
        if (share < 1) frame = requestAnimationFrame(tick);
      };
      frame = requestAnimationFrame(tick);
    }

    function next() {
      if (current >= steps.length - 1) return stop();
      const [from, to] = [steps[current].at, steps[current + 1].at];
      const share = from === null || to === null ? 0 : Math.abs(to - from) / (axis.end - axis.start);
      const ms = calm.matches ? 0 : clamp(share * 3 * PLAY_MS[1], ...PLAY_MS);
      go(current + 1, { isPlaying: true, ms });
      timer = setTimeout(next, ms + REST_MS + (calm.matches ? PLAY_MS[0] : 0));
    }

    function stop() {
      clearTimeout(timer);
      timer = 0;
      setPlaying(false);
    }

    function setPlaying(isPlaying) {
      play.classList.toggle("playing", isPlaying);
      find("span", play).textContent = isPlaying ? words.pause : words.play;
    }

    function togglePlay() {
      if (timer) return stop();
      if (current >= steps.length - 1) go(0, { ms: 0 });
      setPlaying(true);
      timer = setTimeout(next, REST_MS / 2);
    }

    function scrub() {
      stop();
      cancelAnimationFrame(frame);
      const moment = axis.start + (slider.value / slider.max) * (axis.end - axis.start);
      const passed = steps.findLastIndex((step) => step.at !== null && step.site.isStop && step.at <= moment);
      if (passed >= 0 && passed !== current) {
        select(passed);
        scrollTo(heading(steps[passed]), true);
        marks.arrange();
      }
      show(moment, false);
    }

    find(".dl-previous").addEventListener("click", () => go(current - 1));
    find(".dl-next").addEventListener("click", () => go(current + 1));
    play.addEventListener("click", togglePlay);
    slider.addEventListener("input", scrub);
    steps.forEach(({ button }, at) => {
      button.disabled = false;
      button.addEventListener("click", () => go(at, { from: "list" }));
    });
    find(".dl-list").addEventListener("keydown", (event) => {
      const at = steps.findIndex(({ button }) => button === document.activeElement);
      const to = at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || 0);
      if (at < 0 || to === at || !steps[to]) return;
      event.preventDefault();
      steps[to].button.focus({ preventScroll: true });
      go(to);
    });
    addEventListener("hashchange", () => go(linked(steps.length)));
    map.on("zoomend moveend resize", marks.arrange);
    find(".dl-legend").addEventListener("toggle", () => { placeLegend(map, data); marks.arrange(); });
    const keepClear = () =>
      root.style.setProperty("--stuck", `${isColumn() && !isFramed ? find(".dl-map").offsetHeight + find(".dl-time").offsetHeight : 0}px`);
    new ResizeObserver(() => {
      map.invalidateSize({ pan: false });
      keepClear();
      redrawAxis();
    }).observe(find(".dl-main"));
    keepClear();  // before anything scrolls: the observer is first called after the page is laid out
    home();
    if (steps.length) {
      const asked = linked(steps.length);
      go(Math.max(0, asked), { isQuiet: true, from: asked < 0 ? "list" : "button" });
      if (asked >= 0 && isColumn() && !isFramed) heading(steps[asked]).scrollIntoView();
    } else {
      marks.arrange();
      redrawAxis();
    }
    tellHeight();
    performance.mark("dateline:ready");
    return map;
  }

  const stepText = ({ site, button, element }) => {
    const when = find(".dl-when", element);
    return [`${site.name} – ${button.textContent}`, when ? when.textContent.trim() : site.when];
  };

  function timeText(data, way, { middle, early, late }, time) {
    const { words, calls, axis, sites } = data, k = clamp(Math.floor(middle), 0, calls.length - 1);
    const number = new Intl.NumberFormat(data.language, { maximumFractionDigits: 0 });
    const names = [sites[k].name, sites[Math.min(k + 1, calls.length - 1)].name];
    const isOver = k === calls.length - 1 && time > calls[k].departure[1];
    const fill = (text, values) => text.replace(/{(\w+)}/g, (_, key) => `\u2068${values[key]}\u2069`); // isolates: names of any direction
    const title = isOver ? fill(words.beyond, { place: names[0] }) : middle === k ? fill(words.at, { place: names[0] }) : fill(words.between, { a: names[0], b: names[1] });
    const [from, to] = [way.km(late), way.km(early)].map((km) => number.format(km)), all = number.format(calls.at(-1).km);
    const reach = calls.at(-1).km >= 1 ? `${from === to ? from : `${from}–${to}`} / ${all} km` : "";
    return [title, [axis.is_dated ? clockText(data, time, calls[k].offset) : "", reach].filter(Boolean).join(" · ")];
  }

  // The clock is that of the last stop, never that of whoever reads the page.
  function clockText({ axis, language, words }, time, offset) {
    const local = new Date((time + offset) * 60000), isLong = axis.end - axis.start > LONG_AXIS;
    const day = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric", ...(local.getUTCFullYear() < 1 && { era: "short" }) };
    const text = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, isLong ? day : { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(local);
    if (isLong) return text;
    const hours = Math.abs(offset) / 60, minutes = Math.round((hours % 1) * 60);
    const zone = offset % 15 ? words.local_time : `UTC${offset < 0 ? "−" : "+"}${Math.floor(hours)}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}`;
    return `${text} ${zone}`;
  }

  function newTraveller(map, data, look, way) {
    const icon = (mode) => {
      const svg = shape("svg", { class: "dl-traveller", viewBox: "-14 -14 28 28", width: 28, height: 28 });
      shape("circle", { r: 12 }, svg);
      shape("use", { href: `#dl-${mode}`, transform: "scale(.8)" }, svg);
      return svg;
    };
    const band = L.polyline([], { ...look("band"), smoothFactor: 0.5 }).addTo(map);
    const marker = L.marker([data.sites[0].lat, data.sites[0].lon], {
      interactive: false, keyboard: false, zIndexOffset: 2000, icon: L.divIcon({ className: "dl-traveller-marker", html: icon(data.modes[0] || "unknown"), iconSize: [28, 28] }),
    });
    marker.addTo(map).getElement().setAttribute("aria-hidden", "true");
    return {
      move(time) {
        const where = way.at(time), k = clamp(Math.floor(where.middle), 0, Math.max(0, data.modes.length - 1));
        marker.setLatLng(way.spot(where.middle).point);
        find("use", marker.getElement()).setAttribute("href", `#dl-${data.modes[k] || "unknown"}`);
        marker.getElement().classList.toggle("resting", where.middle % 1 === 0);
        band.setLatLngs(way.stretch(where.late, where.early));
        return where;
      },
    };
  }

  function openPopup(map, site, words) {
    const content = document.createElement("div");
    content.className = `dl-site ${site.kind}`;
    content.append(...[...site.element.children].map((child) => child.cloneNode(true)));
    for (const step of findAll(".dl-step", content)) {
      step.removeAttribute("id");
      step.classList.remove("current");
    }
    const popup = L.popup({ maxWidth: Math.min(300, map.getSize().x - 60), offset: [0, -10], autoPanPadding: [12, 12] });
    popup.setLatLng([site.lat, site.lon]).setContent(content).openOn(map);
    find(".leaflet-popup-close-button", popup.getElement()).setAttribute("aria-label", words.close);
  }

  function bringIntoView(map, site) {
    const { x, y } = map.latLngToContainerPoint([site.lat, site.lon]), size = map.getSize();
    if (x < 40 || y < 40 || x > size.x - 40 || y > size.y - 40) map.panTo([site.lat, site.lon], { animate: !calm.matches });
  }

  // A site's first step is read with its name above it.
  const heading = ({ site, element }) => (element === find(".dl-step", site.element) ? site.element : element);

  const isColumn = () => getComputedStyle(find(".dl-main")).display === "block";

  // In a frame as high as the page there is nothing to scroll but the article around it, which is not ours.
  function scrollTo(element, isQuiet) {
    if (isColumn() && (isFramed || isQuiet)) return;
    const behavior = calm.matches || isQuiet ? "auto" : "smooth";
    if (isColumn()) return element.scrollIntoView({ block: "nearest", behavior });
    const list = find(".dl-list"), top = element.getBoundingClientRect().top - list.getBoundingClientRect().top, margin = 8;
    if (top < margin || top + element.offsetHeight > list.clientHeight - 20) list.scrollTo({ top: list.scrollTop + top - margin, behavior });
  }

  const linked = (count) => {
    const step = Number((/^#e(\d{1,6})$/.exec(location.hash) || [])[1]) - 1;
    return step >= 0 && step < count ? step : -1;
  };

  function tellHeight() {
    if (!isFramed) return;
    const send = () => {
      const { width, height } = document.body.getBoundingClientRect();
      if (width > 0) parent.postMessage({ type: "dateline:height", height: Math.ceil(height) }, "*");
    };
    new ResizeObserver(send).observe(document.body);
    send();
  }

  // What layers added with folium ask of the libraries that this page leaves out: a pin without a picture file,
  // coloured icons (Leaflet.AwesomeMarkers), and a popup's content made of HTML (jQuery).
  function standIn() {
    const icon = (colour) => {
      const pin = shape("svg", { viewBox: "-12 -30 24 32", width: 24, height: 32 });
      shape("path", { d: "M0 0C-3-8-10-13-10-20a10 10 0 0 1 20 0C10-13 3-8 0 0z", fill: colour, stroke: "var(--halo)", "stroke-width": 1.5 }, pin);
      return L.divIcon({ className: "dl-own", html: pin.outerHTML, iconSize: [24, 32], iconAnchor: [12, 30], popupAnchor: [0, -28] });
    };
    L.Marker.prototype.options.icon = icon("var(--reach)");
    L.AwesomeMarkers ??= { icon: ({ markerColor }) => icon(/^[a-z]+$/.test(markerColor) ? markerColor : "var(--reach)") };
    window.$ ??= (html) => {
      if (html === document) return { ready: (call) => call() };
      const holder = document.createElement("template");
      holder.innerHTML = html;
      return holder.content.children;
    };
  }

  window.dateline = (id, options) => {
    standIn();
    return start(id, options);
  };
})();
