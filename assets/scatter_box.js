/**
 * Selects dots of the scatter by a box: dragged over the chart, or given as ranges of both numbers in the fields
 * below it, which always say what the last box was. The funnel's dots are selected by a dragged box likewise. Escape gives a box up that is being dragged.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";
    const CHART = "#scatter-chart-box .js-plotly-plot";
    const BOXED = `${CHART}, #funnel-chart-box .js-plotly-plot, #clusters-chart-box .js-plotly-plot`; // a box may be dragged over these
    const ENDS = ["x-from", "x-to", "y-from", "y-to"];
    const STILL = 5; // pixels that a press may move and stay a click
    let drag = null; // {chart, from: [x, y], to, band}

    const chartNow = () => document.querySelector(CHART);
    const field = (name) => document.getElementById(`scatter-box-${name}`);

    /** Pixels inside the chart's box, kept within its axes. */
    const placeOf = (chart, event) => {
        const box = chart.getBoundingClientRect();
        const {xaxis, yaxis} = chart._fullLayout;
        const within = (pixel, axis) => Math.max(axis._offset, Math.min(axis._offset + axis._length, pixel));
        return [within(event.clientX - box.left, xaxis), within(event.clientY - box.top, yaxis)];
    };

    /** Ids of the dots whose middle lies in a range of both numbers: {x: [from, to], y: [from, to]}. */
    const inside = (chart, {x, y}) => [...quartierblick.charts.dotsOf(chart)]
        .filter(([, dots]) => dots.some(([trace, at]) =>
            trace.x[at] >= x[0] && trace.x[at] <= x[1] && trace.y[at] >= y[0] && trace.y[at] <= y[1]))
        .map(([id]) => id);

    const rangesOf = ({chart, from, to}) => {
        const {xaxis, yaxis} = chart._fullLayout;
        const range = (axis, at) => [from[at], to[at]].map((pixel) => axis.p2d(pixel - axis._offset)).sort((a, b) => a - b);
        return {x: range(xaxis, 0), y: range(yaxis, 1)};
    };

    const write = ({x, y}) => {
        [...x, ...y].forEach((value, at) =>
            window.dash_clientside.set_props(`scatter-box-${ENDS[at]}`, {value: Number(value.toPrecision(4))}));
    };

    const draw = () => {
        const {from, to, chart} = drag;
        drag.band ??= quartierblick.charts.overlayOf(chart).appendChild(document.createElementNS(SVG, "rect"));
        const [left, top] = [0, 1].map((at) => Math.min(from[at], to[at]));
        const [width, height] = [0, 1].map((at) => Math.abs(from[at] - to[at]));
        drag.band.setAttribute("class", "chart-band");
        for (const [name, value] of Object.entries({x: left, y: top, width, height})) drag.band.setAttribute(name, value);
    };

    const giveUp = () => {
        drag?.band?.remove();
        drag = null;
    };

    window.addEventListener("pointerdown", (event) => {
        const chart = event.target.closest?.(BOXED);
        giveUp();
        if (!chart?._fullLayout?.xaxis?.p2d || event.button || event.pointerType === "touch") return;
        const from = placeOf(chart, event);
        drag = {chart, from, to: from, band: null};
    }, true);
    window.addEventListener("pointermove", (event) => {
        if (!drag) return;
        drag.to = placeOf(drag.chart, event);
        const far = Math.hypot(drag.to[0] - drag.from[0], drag.to[1] - drag.from[1]) > STILL;
        if (drag.band || far) draw();
    }, true);
    window.addEventListener("pointerup", (event) => {
        if (drag?.band) {
            const ranges = rangesOf(drag);
            if (drag.chart.matches(CHART)) write(ranges);
            quartierblick.selection.join(inside(drag.chart, ranges), quartierblick.selection.modeOf(event));
        }
        giveUp();
    }, true);
    window.addEventListener("pointercancel", giveUp, true);
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !drag) return;
        giveUp();
        event.stopPropagation();
    }, true);

    /** Reads "12,5" or "12.5"; where nothing stands there is no limit. */
    const read = (name, otherwise) => {
        const text = field(name).value.trim().replace("\u2212", "-").replace(",", ".");
        return text && Number.isFinite(Number(text)) ? Number(text) : otherwise;
    };
    const choose = (event) => {
        const chart = chartNow();
        if (!chart?.data) return;
        const [left, right, low, high] = ENDS.map((name, at) => read(name, at % 2 ? Infinity : -Infinity));
        const ranges = {x: [left, right].sort((a, b) => a - b), y: [low, high].sort((a, b) => a - b)};
        quartierblick.selection.join(inside(chart, ranges), quartierblick.selection.modeOf(event));
    };
    document.addEventListener("click", (event) => event.target.closest?.("#scatter-box-apply") && choose(event));
    document.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.closest?.(".scatter-box-fields") && event.target.matches("input")) choose(event);
    });

    quartierblick.scatterBox = {inside};
})();
