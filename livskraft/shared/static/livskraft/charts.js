// Reads values from the drawings of figures: on hover, on touch, and with the arrow keys. Lets a
// reader hide lines. Nothing is lost without it: labels, titles and tables say the same.
//
// A drawing over time has data-stops, [place across, period], and in each series data-spots,
// [number of the stop, height, words]. Small multiples have data-marks, [across, down, words], and
// data-name in each panel. Elsewhere a mark is a group of class chart-mark with a title.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 28; // Pixels from the pointer to a mark that it still reads.
  const ROLES = ["own", "nation", "peer", "women", "men", "forecast"];

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    made.className = classes;
    made.append(...children);
    return made;
  };

  const shape = (name, classes, places) => {
    const made = document.createElementNS(SVG, name);
    made.setAttribute("class", classes);
    for (const [key, value] of Object.entries(places)) {
      made.setAttribute(key, value);
    }
    return made;
  };

  const roleOf = (series) => {
    const mark = series.querySelector(".chart-line, .chart-dot, .chart-ring");
    return ROLES.find((role) => mark?.classList.contains(role)) ?? "peer";
  };

  // A stop is where values are read: {x, y, heading, rows: () => [{name, words, role, y}], mark};
  // y is null where all heights count.
  const stopsOverTime = (drawing) => {
    const series = [...drawing.querySelectorAll("[data-spots]")].map((group) => ({
      group,
      name: group.dataset.name,
      role: roleOf(group),
      spots: new Map(
        JSON.parse(group.dataset.spots).map(([stop, y, words]) => [stop, { y, words }]),
      ),
    }));
    const rowsAt = (stop) =>
      series
        .filter(({ group, spots }) => spots.has(stop) && !group.classList.contains("is-hidden"))
        .map(({ name, role, spots }) => ({ name, role, ...spots.get(stop) }))
        .sort((one, other) => one.y - other.y);
    return JSON.parse(drawing.dataset.stops).map(([x, heading], stop) => ({
      x,
      y: null,
      heading,
      rows: () => rowsAt(stop),
    }));
  };

  const stopsInPanel = (panel) =>
    JSON.parse(panel.dataset.marks).map(([x, y, words]) => ({
      x,
      y,
      heading: `${panel.dataset.name} ${words}`,
      rows: () => [],
    }));

  const stopAtMark = (title) => {
    const mark = title.parentElement;
    const box = (mark.querySelector(".chart-dot, .chart-ring") ?? mark).getBBox();
    title.remove(); // Or the browser shows it too.
    return {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      heading: title.textContent,
      rows: () => [],
      mark,
    };
  };

  const stopsOf = (drawing) =>
    drawing.hasAttribute("data-stops")
      ? stopsOverTime(drawing)
      : [
          ...[...drawing.querySelectorAll("[data-marks]")].flatMap(stopsInPanel),
          ...[...drawing.querySelectorAll(".chart-mark > title")].map(stopAtMark),
        ];

  class Reader {
    constructor(drawing) {
      const title = drawing.querySelector("title").textContent;
      this.drawing = drawing;
      this.isOverTime = drawing.hasAttribute("data-stops");
      this.stops = null;
      this.tip = element("div", "chart-tip");
      this.tip.hidden = true;
      this.tip.setAttribute("aria-hidden", "true");
      this.cursor = shape("g", "chart-cursor", { "aria-hidden": "true" });
      this.slider = this.makeSlider([drawing.dataset.read, title].filter(Boolean).join(": "));
      this.frame = element("div", "chart-reading");
      drawing.before(this.frame);
      drawing.append(this.cursor);
      this.frame.append(drawing, this.slider, this.tip);
      this.listen();
    }

    makeSlider(name) {
      const slider = element("input", "chart-slider");
      slider.type = "range";
      slider.min = 0;
      slider.setAttribute("aria-label", name);
      slider.addEventListener("focus", () => this.read());
      slider.addEventListener("input", () => this.read());
      slider.addEventListener("blur", () => this.hide());
      return slider;
    }

    listen() {
      this.drawing.addEventListener("pointermove", (event) => this.follow(event));
      this.drawing.addEventListener("pointerdown", (event) => this.follow(event));
      this.frame.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") {
          this.rest();
        }
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          this.hide();
        }
      });
    }

    // Marks have no size until they are seen, so the stops are looked up when they are needed.
    prepare() {
      if (!this.stops) {
        this.stops = stopsOf(this.drawing);
        this.slider.max = Math.max(0, this.stops.length - 1);
        this.slider.value = this.isOverTime ? this.slider.max : 0;
      }
    }

    read() {
      this.prepare();
      const stop = this.stops[this.slider.valueAsNumber];
      const said = stop.rows().map((row) => `${row.name} ${row.words}`);
      this.slider.setAttribute("aria-valuetext", [stop.heading, ...said].join(", "));
      this.show(stop);
    }

    rest() {
      if (document.activeElement === this.slider) {
        this.read();
      } else {
        this.hide();
      }
    }

    hide() {
      this.tip.hidden = true;
      this.cursor.replaceChildren();
    }

    follow(event) {
      this.prepare();
      const matrix = this.drawing.getScreenCTM();
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      const mark = event.target.closest(".chart-mark");
      const distance = (stop) =>
        mark && stop.mark === mark
          ? 0
          : Math.hypot(stop.x - place.x, stop.y === null ? 0 : stop.y - place.y);
      const nearest = this.stops.reduce((one, other) =>
        distance(other) < distance(one) ? other : one,
      );
      if (this.isOverTime || distance(nearest) <= NEAR) {
        this.show(nearest);
      } else {
        this.hide();
      }
    }

    show(stop) {
      const { width, height } = this.drawing.viewBox.baseVal;
      const rows = stop.rows();
      this.tip.replaceChildren(
        element("p", "chart-tip__heading", stop.heading),
        ...rows.map(({ name, words, role }) =>
          element("p", `chart-tip__row ${role}`, `${name} `, element("b", "", words)),
        ),
      );
      this.tip.hidden = false;
      this.cursor.replaceChildren(
        ...(this.isOverTime
          ? [shape("line", "chart-axis", { x1: stop.x, x2: stop.x, y1: 0, y2: height - 32 })]
          : [shape("circle", "chart-spot ink", { cx: stop.x, cy: stop.y, r: 10 })]),
        ...rows.map(({ role, y }) =>
          shape("circle", `chart-spot ${role}`, { cx: stop.x, cy: y, r: 6 }),
        ),
      );
      this.place(stop.x / width, (stop.y ?? 0) / height);
    }

    // Beside the stop, where there is room, and never outside of the drawing.
    place(across, down) {
      const { offsetWidth, offsetHeight } = this.tip;
      const drawn = this.drawing.getBoundingClientRect();
      const [x, y] = [across * drawn.width, down * drawn.height];
      const left = across < 0.5 ? x + 16 : x - offsetWidth - 16;
      const top = this.isOverTime ? 8 : y - offsetHeight / 2;
      const { clientWidth, clientHeight } = this.frame;
      this.tip.style.left = `${Math.max(0, Math.min(left, clientWidth - offsetWidth))}px`;
      this.tip.style.top = `${Math.max(0, Math.min(top, clientHeight - offsetHeight))}px`;
    }
  }

  // Lines that the reader may hide: boxes to tick, in a fold beneath the drawing.
  const addChoice = (drawing, frame) => {
    const series = [...drawing.querySelectorAll("[data-series]")].reverse();
    if (!drawing.dataset.show || series.length < 2) {
      return;
    }
    const boxes = series.map((group) => {
      const box = element("input", "");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => group.classList.toggle("is-hidden", !box.checked));
      return element("label", "check", box, ` ${group.dataset.name}`);
    });
    const fold = element("details", "fold chart-choice");
    fold.append(element("summary", "", drawing.dataset.show), element("div", "", ...boxes));
    frame.after(fold);
  };

  const readable = ":is([data-stops], :has([data-marks]), :has(.chart-mark > title))";
  for (const drawing of document.querySelectorAll(`svg.chart${readable}`)) {
    addChoice(drawing, new Reader(drawing).frame);
  }
})();
