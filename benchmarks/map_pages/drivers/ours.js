/** Every change goes through the product's address, selection and store, as its controls do it. */
(() => {
    const {bench} = window;
    const {settings} = bench;
    const {quartierblick} = window;
    const {store} = quartierblick;
    const maps = () => quartierblick.map.maps;

    /** Question number n: the indicators in turn, then the year before. */
    const question = (number) => {
        const {indicators, years} = settings;
        const back = Math.floor(number / indicators.length) % years.length;
        return {i: indicators[number % indicators.length], y: String(years.at(-1 - back))};
    };
    const shows = (scene, {i, y}) => scene?.answer.query.i === i && scene.answer.query.y === y;
    const written = ({i, y}) => `${i}.${y}.natural_breaks`;

    const slots = ["scene", "scene2", "scene3", "scene4"].slice(0, settings.maps);

    /** Resolves when every map has been painted with its question: they listened to the store before this does. */
    const painted = (questions) =>
        new Promise((done) => {
            const stops = [];
            const look = () => {
                if (!slots.every((slot, at) => shows(store.get(slot), questions[at]))) return;
                stops.forEach((stop) => stop());
                done();
            };
            for (const slot of slots) stops.push(store.on(slot, look));
            look();
        });

    const complete = () => {
        const {tileCache} = store.get("scene").geometry;
        return !tileCache || [...tileCache.values()].every(Boolean);
    };

    bench.change = (number) => {
        const asked = question(number);
        return bench.timed(() => {
            quartierblick.address.go({...asked, k: settings.classes});
            return painted([asked]);
        });
    };
    bench.changeAll = (number) => {
        const asked = Array.from({length: settings.maps}, (_, at) => question(number + at));
        const further = Object.fromEntries(asked.slice(1).map((one, at) => [`m${at + 2}`, written(one)]));
        return bench.timed(() => {
            quartierblick.address.go({...asked[0], ...further});
            return painted(asked);
        });
    };

    bench.reclassify = (number) =>
        bench.timed(() => {
            const scene = store.get("scene");
            const upper_bounds = scene.answer.upper_bounds.map((bound) => bound + 0.1 + (number % 5));
            store.set("scene", {...scene, answer: {...scene.answer, upper_bounds}});
        });
    bench.brush = (ids) => bench.timed(() => quartierblick.selection.replace(ids));

    /** Pixel of a place on the main map, and the area there: where areas are smaller than pixels, one of several. */
    bench.place = (lat, lng) => {
        const map = quartierblick.map.handle;
        const {left, top} = map.getContainer().getBoundingClientRect();
        const point = map.latLngToContainerPoint([lat, lng]).round();
        const [area] = bench.pick([map.containerPointToLatLng(point)]);
        return [left + point.x, top + point.y, area];
    };
    const container = () => quartierblick.map.handle.engine.container;
    bench.hovered = () => container().dataset.hover;
    bench.pointing = () => ({element: container(), options: {attributes: true, attributeFilter: ["data-hover"]}});

    /** What the map says lies at places [[latitude, longitude], ...]: ids, "" outside. */
    bench.pick = (places) => {
        const {engine} = quartierblick.map.handle;
        const {ids} = engine.scene.geometry;
        return places.map((place) => ids[engine.pick(place)] ?? "");
    };

    bench
        .until(() => maps().length === settings.maps && maps().every((map) => map.engine.scene) && complete())
        .then(() => bench.drawn());
})();
