/**
 * The tab of types. How types are made is one text, method.k.seed and the ids of the indicators joined by "~"
 * (layers/profiles/options.py), empty for the defaults. It stands in the address: as "how" while the map shows types,
 * else as "types", which asks the server for no other map.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const ASKED = "types-asked";
    const DEFAULT = {method: "k_means", k: 0, seed: 0, indicators: []};
    const CARRIED = /^[\p{L}\p{N}_:-]+$/u;
    const REST = 350; // milliseconds without another indicator before types are computed anew
    let [asked, project, usual, resting] = ["", null, null, null];

    const read = (text) => {
        const [first, ...indicators] = text.split("~");
        const found = /^([a-z_]+)\.(\d)\.(\d{1,9})$/.exec(first);
        if (!found) return {...DEFAULT, indicators};
        return {method: found[1], k: Number(found[2]), seed: Number(found[3]), indicators};
    };

    /** The usual indicators need no name. */
    const write = ({method, k, seed, indicators}) => {
        const isUsual = indicators.length === usual?.length && usual.every((id) => indicators.includes(id));
        const named = isUsual ? [] : indicators.filter((id) => CARRIED.test(id));
        const isDefault = method === DEFAULT.method && k === DEFAULT.k && seed === DEFAULT.seed && !named.length;
        return isDefault ? "" : [`${method}.${k}.${seed}`, ...named].join("~");
    };

    const query = () => quartierblick.store.get("answer")?.query;
    const isOnMap = () => query()?.show === "types";
    const tell = () => window.dash_clientside.set_props(ASKED, {data: asked});

    /** Asks for other types: of the map where it shows them, else of the tab alone. */
    const ask = (patch) => {
        const wanted = write({...read(asked), ...patch});
        if (wanted === asked) return;
        asked = wanted;
        if (isOnMap()) quartierblick.address.go({how: asked || null});
        else {
            quartierblick.address.keepAlone({types: asked || null});
            tell();
        }
    };

    /** What the address says; a map that types have left keeps their choice in the tab. */
    const follow = () => {
        const answer = quartierblick.store.get("answer");
        if (!answer) return window.dash_clientside.no_update;
        const {alone} = quartierblick.address.read();
        const kept = project === null || project === answer.project ? asked : "";
        project = answer.project;
        asked = isOnMap() ? answer.query.how : alone.types ?? kept;
        if (!isOnMap() && asked && alone.types === undefined) quartierblick.address.keepAlone({types: asked});
        return asked;
    };

    const shown = (ids) => JSON.parse(quartierblick.controls.write("types-indicators", JSON.stringify(ids)));

    /** The controls show what is asked, as soon as the usual indicators are known. */
    const show = (how, defaults) => {
        const {no_update: kept} = window.dash_clientside;
        if (!defaults) return [kept, kept];
        usual = defaults;
        const {method, indicators} = read(how ?? "");
        return [shown(indicators.length ? indicators : usual), quartierblick.controls.write("types-method", method)];
    };

    /** None at all means the usual ones. */
    const settle = (ids) => {
        if (quartierblick.controls.isEcho("types-indicators", JSON.stringify(ids))) return;
        const wanted = shown(ids.length ? ids : usual);
        if (!ids.length) window.dash_clientside.set_props("types-indicators", {value: wanted});
        ask({indicators: wanted, k: DEFAULT.k});
    };

    /** Other indicators; only what the choice rests at counts, since it reports itself empty while it is being filled. */
    const choose = (ids) => {
        window.clearTimeout(resting);
        if (ids && usual) resting = window.setTimeout(settle, REST, ids);
    };

    const turn = (method) => {
        if (!method || !usual || quartierblick.controls.isEcho("types-method", method)) return;
        quartierblick.controls.write("types-method", method);
        ask({method, k: DEFAULT.k});
    };

    /** Shows the types on the map, or takes them from it. */
    const switchMap = () => {
        const off = {show: null, how: null, types: asked || null};
        const on = {show: "types", how: asked || null, types: null, bi: null, against: null};
        quartierblick.address.go(isOnMap() ? off : on);
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-types-k], [data-types-map], [data-types-reset]");
        if (!button) return;
        window.clearTimeout(resting);
        if (button.dataset.typesK !== undefined) ask({k: Number(button.dataset.typesK)});
        else if (button.dataset.typesReset !== undefined) ask(DEFAULT);
        else switchMap();
    });

    window.dash_clientside = Object.assign({}, window.dash_clientside, {types: {follow, write: show, choose, turn}});
    quartierblick.types = {read, write, asked: () => asked};
})();
