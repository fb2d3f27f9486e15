/**
 * Base maps under the quarters: the menu, and Leaflet's layers on every map of the page. What is shown stands in the
 * address (base, baseop); nothing is asked of the server but the pictures. A map of another machine is only loaded
 * after somebody has allowed that machine in this session, however the address came here.
 *
 * Slot "basemap": {name, opacity} while one is shown, opacity being that of the quarters' colours; else null.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEY = "quartierblick-basemap-hosts";
    const COVER = {least: 20, most: 100, usual: 65, step: 5};
    const FAR_OUT = 3; // zoom levels above its own pictures for which a file's pictures are shrunk
    const layers = new WeakMap();
    const element = (id) => document.getElementById(id);

    const sources = () => {
        const text = element("frame-words")?.dataset.basemaps;
        return text ? JSON.parse(text) : [];
    };

    const allowedHere = new Set();
    const allowed = () => {
        try {
            return new Set([...allowedHere, ...(JSON.parse(sessionStorage.getItem(KEY)) ?? [])]);
        } catch {
            return allowedHere;
        }
    };
    const allow = (host) => {
        allowedHere.add(host);
        try {
            sessionStorage.setItem(KEY, JSON.stringify([...allowed()]));
        } catch {
            /* a browser without storage asks again on the next page */
        }
    };

    /** What the address asks for: the source, undefined for none, and the quarters' opacity in percent. */
    const asked = () => {
        const {base, baseop} = quartierblick.address.read().alone;
        const cover = Number.parseInt(baseop ?? COVER.usual, 10);
        return {
            source: sources().find(({name}) => name === base),
            cover: Math.min(COVER.most, Math.max(COVER.least, Number.isNaN(cover) ? COVER.usual : cover)),
        };
    };
    const mayLoad = (source) => source.kind === "file" || allowed().has(source.host);

    const layerOf = (source) => {
        const [lowest, highest] = source.zooms;
        const options = {
            pane: "tilePane", opacity: source.opacity, className: "basemap-tiles", referrerPolicy: "no-referrer",
            minZoom: Math.max(0, lowest - FAR_OUT), minNativeZoom: lowest, maxNativeZoom: highest, maxZoom: 24,
            ...(source.bounds ? {bounds: source.bounds} : {}),
        };
        if (source.kind !== "wms") return L.tileLayer(source.url, options);
        const transparent = source.form !== "image/jpeg";
        return L.tileLayer.wms(source.url, {...options, layers: source.layers, format: source.form, transparent, version: "1.3.0"});
    };

    /** The attribution as text: Leaflet's own control would run it as HTML. */
    const creditOf = (source) => {
        const credit = new L.Control({position: "bottomright"});
        credit.onAdd = () => {
            const made = L.DomUtil.create("div", "map-credit");
            made.textContent = source.attribution;
            return made;
        };
        return credit;
    };

    const showOn = (map, source) => {
        const before = layers.get(map);
        if (before?.name === source?.name) return;
        for (const part of before?.parts ?? []) part.remove();
        layers.delete(map);
        if (!source) return;
        const isMain = map === quartierblick.map.handle;
        const parts = [layerOf(source), ...(source.attribution && isMain ? [creditOf(source)] : [])];
        for (const part of parts) part.addTo(map);
        layers.set(map, {name: source.name, parts});
    };

    const shown = () => {
        const {source, cover} = asked();
        return source && mayLoad(source) ? {source, cover} : {source: undefined, cover};
    };

    const draw = () => {
        const {source, cover} = shown();
        for (const map of quartierblick.store.get("maps") ?? []) showOn(map, source);
        const style = document.documentElement.style;
        if (source) style.setProperty("--fills-opacity", cover / 100);
        else style.removeProperty("--fills-opacity");
        const before = quartierblick.store.get("basemap") ?? null;
        const now = source ? {name: source.name, opacity: cover / 100} : null;
        if (before?.name !== now?.name || before?.opacity !== now?.opacity) quartierblick.store.set("basemap", now);
    };

    const input = (type, more) => Object.assign(document.createElement("input"), {type, ...more});

    const row = (name, title, host) => {
        const [label, text] = [document.createElement("label"), document.createElement("span")];
        label.className = "basemap-source";
        text.textContent = title;
        if (host) text.append(Object.assign(document.createElement("span"), {className: "quiet", textContent: host}));
        label.append(input("radio", {name: "basemap", value: name}), text);
        return label;
    };

    const coverControls = (words) => {
        const label = Object.assign(document.createElement("label"), {textContent: words.cover, htmlFor: "basemap-cover-slider"});
        const limits = {min: COVER.least, max: COVER.most, step: COVER.step};
        const both = document.createElement("div");
        const number = input("number", {id: "basemap-cover-number", ...limits, step: 1, ariaLabel: words.cover});
        both.append(input("range", {id: "basemap-cover-slider", ...limits}), number, " %");
        return [label, both];
    };

    /** Fills the menu once it stands on the page; where nothing was laid ready it stays hidden. */
    const build = () => {
        const part = element("basemap");
        if (!part || part.dataset.built) return;
        part.dataset.built = "true";
        const found = sources();
        element("basemap-open").hidden = !found.length;
        element("basemap-sources").replaceChildren(row("", part.dataset.none), ...found.map(({name, title, host}) => row(name, title, host)));
        element("basemap-cover").replaceChildren(...coverControls(part.dataset));
    };

    const open = (on, focus = false) => {
        element("basemap-menu").hidden = !on;
        element("basemap-open").setAttribute("aria-expanded", String(on));
        if (on && focus) document.querySelector("#basemap-sources input:checked")?.focus();
        if (!on && focus) element("basemap-open").focus();
    };

    const setValue = (id, value) => document.activeElement !== element(id) && (element(id).value = value);

    /** Brings the menu in step with the address; a map that waits for consent opens it. */
    const mark = () => {
        if (!element("basemap")?.dataset.built) return;
        const {source, cover} = asked();
        const waits = Boolean(source && !mayLoad(source));
        for (const radio of document.querySelectorAll("#basemap-sources input")) radio.checked = radio.value === (source?.name ?? "");
        element("basemap-consent").hidden = !waits;
        for (const id of ["basemap-cover", "basemap-colours"]) element(id).hidden = !source || waits;
        setValue("basemap-cover-slider", cover);
        setValue("basemap-cover-number", cover);
        element("basemap-open").setAttribute("aria-pressed", String(Boolean(source) && !waits));
        const text = waits ? quartierblick.numbers.fill(element("basemap").dataset.warning, source) : "";
        if (element("basemap-warning").textContent === text) return;
        element("basemap-warning").textContent = text;
        element("basemap-spoken").textContent = text;
        if (waits) open(true);
    };

    const renew = () => {
        build();
        draw();
        mark();
    };

    const ask = (patch) => {
        quartierblick.address.keepAlone(patch);
        renew();
    };

    const CLICKS = {
        "basemap-open": () => open(element("basemap-menu").hidden, true),
        "basemap-close": () => open(false, true),
        "basemap-refuse": () => ask({base: null, baseop: null}),
        "basemap-allow": () => {
            allow(asked().source.host);
            renew();
            document.querySelector("#basemap-sources input:checked")?.focus();
        },
    };

    document.addEventListener("click", (event) => CLICKS[event.target.closest?.("button")?.id]?.());
    document.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !event.target.closest?.("#basemap-menu")) return;
        event.stopPropagation();
        open(false, true);
    }, true);
    document.addEventListener("change", (event) => {
        if (event.target.closest?.("#basemap-sources")) ask(event.target.value ? {base: event.target.value} : {base: null, baseop: null});
    });
    document.addEventListener("input", (event) => {
        const {id, value} = event.target;
        const isNumber = Number(value) >= COVER.least && Number(value) <= COVER.most;
        if (id?.startsWith("basemap-cover-") && isNumber) ask({baseop: Math.round(value)});
    });
    window.addEventListener("popstate", renew);
    for (const slot of ["maps", "page", "painted"]) quartierblick.store.on(slot, renew);
})();
