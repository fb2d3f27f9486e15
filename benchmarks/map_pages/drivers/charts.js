/** One area is highlighted on two charts: once by drawing them anew, once by the product's overlay. */
(() => {
    const {bench} = window;
    const {ids, rates: [first, second]} = bench.settings;
    const {quartierblick} = window;
    const boxes = () => ["scatter", "bars"].map((name) => document.getElementById(name));

    const draw = async () => {
        await bench.until(() => boxes().every(Boolean));
        await quartierblick.later.load("charts");
        const [scatter, bars] = boxes();
        const order = ids.map((_, at) => at).sort((a, b) => second[b] - second[a]);
        const look = {margin: {l: 40, r: 10, t: 10, b: 30}, showlegend: false};
        const options = {displayModeBar: false, showSendToCloud: false, staticPlot: false};
        await window.Plotly.newPlot(scatter, [{type: "scatter", mode: "markers", x: first, y: second, customdata: ids, marker: {size: 7}}], look, options);
        const sorted = {x: order, y: order.map((at) => second[at]), customdata: order.map((at) => ids[at])};
        await window.Plotly.newPlot(bars, [{type: "bar", ...sorted, x: sorted.x.map((_, at) => at)}], look, options);
        bench.drawn();
    };

    /** As linked charts are usually made: the highlighted point is the selected one. */
    bench.restyle = (number) =>
        bench.timed(() =>
            Promise.all(boxes().map((chart) => window.Plotly.restyle(chart, {selectedpoints: [[number % ids.length]]}))));
    bench.overlay = (number) => bench.timed(() => quartierblick.store.set("hover", ids[number % ids.length]));

    draw();
})();
