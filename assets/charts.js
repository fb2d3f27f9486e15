/**
 * Links plotly charts to the store: dots whose customdata is a quarter id light and select their quarter.
 * Hover and selection are drawn by an overlay, so that the chart itself is never drawn anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";
    const indexes = new WeakMap();

    const charts = () => document.querySelectorAll(".chart-box .js-plotly-plot");

    /** Where the dots of each quarter stand in a chart's data: Map of id to [trace, position]; once for each data. */
    const dotsOf = (chart) => {
        const {data} = chart;
        if (indexes.has(data)) return indexes.get(data);
        const found = new Map();
        for (const trace of data) {
            if (!Array.isArray(trace.customdata) || !trace.mode?.includes("markers")) continue;
            trace.customdata.forEach((id, at) => {
                if (typeof id !== "string" || trace.y[at] === null) return;
                if (!found.has(id)) found.set(id, []);
                found.get(id).push([trace, at]);
            });
        }
        indexes.set(data, found);
        return found;
    };

    const placeOf = (chart, [trace, at]) => {
        const {xaxis, yaxis} = chart._fullLayout;
        return [xaxis._offset + xaxis.d2p(trace.x[at]), yaxis._offset + yaxis.d2p(trace.y[at]), trace.marker?.size?.[at] ?? 8];
    };

    /** Pixel places and sizes of a quarter's dots in a chart. */
    const places = (chart, id) =>
        chart._fullLayout?.xaxis?.d2p && chart.data ? (dotsOf(chart).get(id) ?? []).map((dot) => placeOf(chart, dot)) : [];

    /** One path of rings around any number of dots. */
    const rings = (around, className) => {
        const path = document.createElementNS(SVG, "path");
        const ring = ([x, y, size]) => {
            const radius = size / 2 + 1.5;
            return `M${x - radius},${y}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0`;
        };
        path.setAttribute("d", around.map(ring).join(""));
        path.setAttribute("class", className);
        return path;
    };

    const overlayOf = (chart) => {
        const box = chart.closest(".chart-box");
        let overlay = box.querySelector(".chart-overlay");
        if (!overlay) {
            overlay = document.createElementNS(SVG, "svg");
            overlay.setAttribute("class", "chart-overlay");
            overlay.setAttribute("aria-hidden", "true");
            box.append(overlay);
        }
        return overlay;
    };

    /** Puts a path in the place of the one of the same kind. */
    const put = (chart, around, className) => {
        const overlay = overlayOf(chart);
        const before = overlay.querySelector(`.${className}`);
        if (!around.length) return before?.remove();
        const path = rings(around, className);
        // Changed in place: whoever watches for new elements does not look at the whole page for it.
        return before ? before.setAttribute("d", path.getAttribute("d")) : overlay.append(path);
    };

    // Where every line belongs to a selected quarter, rings would say nothing.
    const hasLines = (chart) => chart.data?.some((trace) => trace.mode === "lines+markers");
    const drawSelection = (chart) =>
        put(chart, hasLines(chart) ? [] : (quartierblick.store.get("selection") ?? []).flatMap((id) => places(chart, id)), "is-chosen");
    const drawHover = (chart) => {
        const id = quartierblick.store.get("hover");
        put(chart, id ? places(chart, id) : [], "is-pointed");
    };
    const drawOne = (chart) => {
        drawSelection(chart);
        drawHover(chart);
    };

    /** Lights a dot's quarter; what only the chart knows about it (its other axis) goes into the card beside the pointer. */
    const point = ({points}, id) => {
        const [dot] = points;
        quartierblick.store.set("pointed", id && dot.data.meta && dot.text ? [dot.data.meta, dot.text] : null);
        quartierblick.store.set("hover", id);
    };

    const attach = (chart) => {
        if (chart.dataset.linked || !chart.on) return;
        chart.dataset.linked = "true";
        const idOf = (event) => event.points.map((point) => point.customdata).find((id) => typeof id === "string");
        chart.on("plotly_hover", (event) => point(event, idOf(event) ?? null));
        chart.on("plotly_unhover", (event) => point(event, null));
        chart.on("plotly_click", (event) => {
            const id = idOf(event);
            if (id) quartierblick.selection.click([id], event.event);
        });
        chart.on("plotly_afterplot", () => drawOne(chart));
        drawOne(chart);
    };

    new MutationObserver(() => charts().forEach(attach)).observe(document.documentElement, {childList: true, subtree: true});
    quartierblick.store.on("hover", () => charts().forEach(drawHover));
    quartierblick.store.on("selection", () => charts().forEach(drawSelection));
    quartierblick.charts = {dotsOf, placeOf, overlayOf};
})();
