/** Every change is another hideout; no request. */
(() => {
    const {bench} = window;
    const {settings} = bench;
    const base = {indicator: settings.indicators[0], bounds: settings.bounds[settings.indicators[0]], colours: settings.colours, selected: []};
    let shown = base;

    const tell = (hideout, maps = 1) => {
        shown = hideout;
        const act = () => {
            for (let map = 0; map < maps; map += 1) window.dash_clientside.set_props(`areas-${map}`, {hideout});
        };
        return bench.timed(() => bench.restyled(act, maps * settings.areas));
    };
    const indicator = (number) => {
        const name = settings.indicators[number % settings.indicators.length];
        return {...shown, indicator: name, bounds: settings.bounds[name]};
    };

    bench.change = (number) => tell(indicator(number));
    bench.changeAll = (number) => tell(indicator(number), settings.maps);
    bench.reclassify = (number) => tell({...shown, bounds: shown.bounds.map((bound) => bound + 0.1 + (number % 5))});
    bench.brush = (ids) => tell({...shown, selected: ids});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        bench: {named: (feature) => feature?.properties.id ?? ""},
    });
})();
