/** Every change asks the server for other numbers; plotly's map says itself when it rests. */
(() => {
    const {bench} = window;
    const chart = () => document.querySelector("#map .js-plotly-plot");
    const inner = () => chart()?._fullLayout?.map?._subplot?.map;
    const drawn = (action) =>
        new Promise((done) => {
            chart().once("plotly_afterplot", () => {
                inner().once("idle", done);
                inner().triggerRepaint();
            });
            action();
        });

    bench.change = (number) =>
        bench.timed(() => drawn(() => window.dash_clientside.set_props("question", {data: number})));

    /** The map stands when the layer of areas is there and nothing is loaded any more. */
    const start = async () => {
        await bench.until(() => inner()?.isStyleLoaded() && chart()._fullData[0]._module && inner().areTilesLoaded());
        await bench.until(() => inner().queryRenderedFeatures().length > 0);
        bench.drawn();
    };
    start();
})();
