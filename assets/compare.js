/**
 * Several maps on one stage. The address says how many (maps=2, 4 or swipe) and what the further ones show
 * (m2, m3, m4 = <indicator>.<year>.<scheme>); what it does not say has a default that follows the main map.
 * Further maps are plain Leaflet maps; map.js gives them an engine as soon as they exist.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const FURTHER = {2: 1, swipe: 1, 4: 3};
    const NONE = {maps: null, m2: null, m3: null, m4: null, against: null, bi: null};
    const SMALLER = 0.55; // circles on several maps, which are about half as wide
    const SHELL = ["zoomControl", "keyboard", "attributionControl", "zoomSnap", "zoomDelta", "wheelPxPerZoomLevel"];
    let [host, mode, cells] = [null, "one", []];

    const slotOf = (number) => (number === 1 ? "scene" : `scene${number}`);

    /** What the address asks for: one, 2, 4, swipe, difference or bivariate. */
    const modeOf = (view) => {
        if (view?.bi === "1") return "bivariate";
        if (view?.maps in FURTHER) return view.maps;
        return view?.against ? "difference" : "one";
    };

    const choose = (choice) => {
        if (choice === mode) return;
        const asked = {difference: {against: "city"}, bivariate: {bi: "1"}}[choice] ?? (choice === "one" ? {} : {maps: choice});
        const {m2, m3, m4} = choice in FURTHER ? store.get("asked") ?? {} : {};
        quartierblick.address.go({...NONE, ...asked, m2, m3, m4});
    };

    /** Shows by aria-pressed which way of comparing is on, and by the stage how it is laid out. */
    const mark = () => {
        for (const button of document.querySelectorAll(".compare-choice")) {
            const isPressed = String(button.dataset.compare === mode);
            if (button.getAttribute("aria-pressed") !== isPressed) button.setAttribute("aria-pressed", isPressed);
        }
    };

    const newMap = (number) => {
        const element = host.appendChild(document.createElement("div"));
        element.className = "compare-map";
        element.dataset.scene = slotOf(number);
        element.dataset.label = quartierblick.numbers.fill(quartierblick.compareHeads.words().map, {number});
        element.style.gridArea = `map${number}`;
        const main = quartierblick.map.handle;
        const shell = Object.fromEntries(SHELL.map((name) => [name, main.options[name]]));
        const map = L.map(element, {...shell, center: main.getCenter(), zoom: main.getZoom()});
        L.control.scale({imperial: false, position: "bottomright"}).addTo(map);
        return map;
    };

    const open = (number) => ({
        number,
        map: number === 1 ? null : newMap(number),
        ...quartierblick.compareHeads.open(host, number),
        wanted: null,
        scene: null,
    });

    const close = (cell) => {
        cell.map?.remove();
        cell.map?.getContainer().remove();
        cell.head.remove();
        cell.strip.remove();
        for (const part of ["unconfirmed", "again"]) quartierblick[part].forget(slotOf(cell.number));
        if (cell.number > 1) store.set(slotOf(cell.number), null);
    };

    /** Lays out as many maps as are asked for; where the page was built anew, all of them are made anew. */
    const arrange = (place, wanted) => {
        const stage = place?.closest(".explore-stage");
        if (place !== host) {
            cells.forEach(close);
            cells = [];
        }
        [host, mode] = [place, wanted];
        if (!stage || !quartierblick.map.handle) return;
        const n = (FURTHER[mode] ?? -1) + 1;
        if (n) stage.dataset.maps = mode;
        else delete stage.dataset.maps;
        cells.splice(n).forEach(close);
        while (cells.length < n) cells.push(open(cells.length + 1));
        quartierblick.compareSwipe.show(mode === "swipe" ? cells : null);
    };

    /** Classes of the main map on another scene: a colour means the same on both. */
    const sharing = (scene, main) => {
        const own = scene.answer;
        const {colours, upper_bounds: bounds, limits, limit_decimals, circles, lowest} = main.answer;
        if (!bounds.length || !own.upper_bounds.length) return scene;
        const upper_bounds = [...bounds.slice(0, -1), Math.max(bounds.at(-1), own.upper_bounds.at(-1))];
        const ends = [Math.min(limits[0], own.limits[0]), Math.max(limits.at(-1), own.limits.at(-1))];
        const shared = {colours, upper_bounds, limits: [ends[0], ...limits.slice(1, -1), ends[1]], limit_decimals, circles, lowest};
        return {...scene, answer: {...own, ...shared}};
    };

    const place = (cell) => {
        const main = store.get("scene");
        const shared = cell.spec.scheme === "same" && main && ["choropleth", "circles"].includes(main.answer.kind);
        store.set(slotOf(cell.number), shared ? sharing(cell.scene, main) : cell.scene);
        quartierblick.compareHeads.draw(cell, store.get(slotOf(cell.number)), cells);
    };

    /** Fetches what a cell shows, unless it shows it already; only the latest wish counts. */
    const fill = async (cell, main) => {
        const {p, level, k, palette} = main.answer.query;
        const {indicator, year, scheme} = cell.spec;
        const query = {p, level, i: indicator, y: year, scheme: scheme === "same" ? "natural_breaks" : scheme, k, palette};
        const language = quartierblick.address.read().page.language;
        const wanted = JSON.stringify([language, query]);
        if (cell.wanted === wanted) return cell.scene && place(cell);
        cell.wanted = wanted;
        const slot = slotOf(cell.number);
        const part = quartierblick.unconfirmed.expect(slot, () => [cell.map.getContainer(), cell.strip]);
        const scene = await quartierblick.answer.sceneOf(language, query).catch((error) => error);
        if (cell.wanted !== wanted || !part.isLatest()) return undefined;
        if (scene instanceof Error) {
            cell.wanted = null; // it is asked again, at the latest when the program is back
            part.missed();
            return quartierblick.answer.missed(slot, scene, renew);
        }
        part.come();
        quartierblick.again.forget(slot);
        cell.scene = scene;
        return place(cell);
    };

    const renew = () => {
        const view = store.get("asked");
        const at = document.getElementById("compare-maps");
        arrange(at, at && quartierblick.map.handle ? modeOf(view) : "one");
        mark();
        const main = store.get("scene");
        if (!main || !view) return;
        cells.forEach((cell) => {
            if (cell.number === 1) return quartierblick.compareHeads.draw(cell, main, cells);
            cell.spec = quartierblick.compareSpecs.resolve(view[`m${cell.number}`], cell.number, main.answer);
            return fill(cell, main);
        });
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-compare]");
        if (!button) return;
        choose(button.dataset.compare);
        if (button.closest(".compare-choices")) document.querySelector(".compare-open")?.click();
    });
    document.addEventListener("change", (event) => {
        const {ask} = event.target.dataset ?? {};
        if (ask) quartierblick.address.go({[ask]: event.target.value});
    });
    for (const slot of ["asked", "scene", "maps"]) store.on(slot, renew);
    window.addEventListener("quartierblick:online", renew);
    new MutationObserver(mark).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.compare = {choose, cells: () => cells, mode: () => mode, slotOf, circleScale: () => (cells.length > 1 ? SMALLER : 1)};
})();
