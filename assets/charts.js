/**
 * Links plotly charts to the store: dots whose customdata is a quarter id light and select their quarter.
 * Hover and selection are drawn by an overlay, so that the chart itself is never drawn anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SVG = "http://www.w3.org/2000/svg";

    const charts = () => document.querySelectorAll(".chart-box .js-plotly-plot");

    /** Pixel places of a quarter's marks in a chart. */
    const places = (chart, id) => {
        const {xaxis, yaxis} = chart._fullLayout ?? {};
        if (!xaxis?.l2p) return [];
        return (chart.data ?? []).flatMap((trace) =>
            (Array.isArray(trace.customdata) ? trace.customdata : []).flatMap((customId, at) =>
                customId === id && trace.mode?.includes("markers") && trace.y[at] !== null
                    ? [[xaxis._offset + xaxis.d2p(trace.x[at]), yaxis._offset + yaxis.d2p(trace.y[at]), trace.marker?.size?.[at] ?? 8]]
                    : []),
        );
    };

    const ring = ([x, y, size], className) => {
        const circle = document.createElementNS(SVG, "circle");
        circle.setAttribute("cx", x);
        circle.setAttribute("cy", y);
        circle.setAttribute("r", size / 2 + 1.5);
        circle.setAttribute("class", className);
        return circle;
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

    const drawOne = (chart) => {
        // Where every line belongs to a selected quarter, rings would say nothing.
        const lines = chart.data?.some((trace) => trace.mode === "lines+markers");
        const chosen = lines ? [] : (quartierblick.store.get("selection") ?? []).flatMap((id) => places(chart, id));
        const hover = quartierblick.store.get("hover");
        overlayOf(chart).replaceChildren(
            ...chosen.map((place) => ring(place, "is-chosen")),
            ...(hover ? places(chart, hover) : []).map((place) => ring(place, "is-pointed")),
        );
    };
    const draw = () => charts().forEach(drawOne);

    const attach = (chart) => {
        if (chart.dataset.linked || !chart.on) return;
        chart.dataset.linked = "true";
        const idOf = (event) => event.points.map((point) => point.customdata).find((id) => typeof id === "string");
        chart.on("plotly_hover", (event) => quartierblick.store.set("hover", idOf(event) ?? null));
        chart.on("plotly_unhover", () => quartierblick.store.set("hover", null));
        chart.on("plotly_click", (event) => {
            const id = idOf(event);
            if (id) quartierblick.selection.click([id], event.event);
        });
        chart.on("plotly_afterplot", () => drawOne(chart));
        drawOne(chart);
    };

    new MutationObserver(() => charts().forEach(attach)).observe(document.documentElement, {childList: true, subtree: true});
    quartierblick.store.on("hover", draw);
    quartierblick.store.on("selection", draw);
})();
