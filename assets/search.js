/**
 * Finds quarters by name or key. Case, accents and punctuation do not count, and an umlaut may be typed as it is,
 * without its dots or as two letters: "Mühlenau", "muhlenau" and "Muehlenau" are one name.
 * Arrow keys walk through the matches, Enter adds the quarter and shows it, Esc closes.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const {store} = quartierblick;
    const MOST = 8;
    const LETTERS = {ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", å: "aa"};
    const names = new WeakMap();
    let [found, at, from] = [[], -1, null];

    const find = (name) => document.getElementById(`search-${name}`);
    const words = (text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    const plain = (text) => words(text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, ""));
    const spelled = (text) => plain(text.toLowerCase().normalize("NFC").replace(/[äöüßæøå]/g, (letter) => LETTERS[letter]));

    /** The spellings of all names of a geometry, made once. */
    const spellings = (geometry) => {
        if (!names.has(geometry)) names.set(geometry, geometry.names.map((name) => [plain(name), spelled(name)]));
        return names.get(geometry);
    };

    /** How well a spelling matches: 0 begins with it, 1 a word begins with it, 2 holds it, 3 not at all. */
    const distance = (spelling, wanted) => {
        const where = spelling.indexOf(wanted);
        if (where < 0) return 3;
        return where === 0 ? 0 : spelling.includes(` ${wanted}`) ? 1 : 2;
    };

    /** Positions of the best matches, best first, at most `most`. */
    const matches = (geometry, text, most = MOST) => {
        const wanted = plain(text);
        if (!wanted) return [];
        const ranked = [[], [], []];
        spellings(geometry).forEach(([name, other], position) => {
            const key = geometry.ids[position].toLowerCase().startsWith(text.trim().toLowerCase()) ? 1 : 3;
            const best = Math.min(distance(name, wanted), distance(other, wanted), key);
            if (best < 3) ranked[best].push(position);
        });
        const order = new Intl.Collator(document.documentElement.lang, {numeric: true});
        const sorted = ranked.map((group) => group.slice(0, 200).sort((a, b) => order.compare(geometry.names[a], geometry.names[b])));
        return sorted.flat().slice(0, most);
    };

    const span = (className, text) => {
        const made = document.createElement("span");
        made.className = className;
        made.textContent = text;
        return made;
    };

    const option = (geometry, position, number, chosen) => {
        const made = document.createElement("li");
        const id = geometry.ids[position];
        Object.assign(made, {id: `search-option-${number}`, className: "search-option", role: "option"});
        made.setAttribute("role", "option");
        made.setAttribute("aria-selected", String(number === at));
        made.dataset.position = position;
        const beside = [id, geometry.parents?.[position], chosen.has(id) ? find("list").dataset.chosen : ""].filter(Boolean);
        made.append(span("search-name", geometry.names[position]), span("quiet", beside.join(" \u00b7 ")));
        return made;
    };

    const point = () => {
        const {geometry} = store.get("scene");
        store.set("hover", at < 0 ? null : geometry.ids[found[at]]);
        for (const one of find("list").children) one.setAttribute("aria-selected", String(one.id === `search-option-${at}`));
        const field = find("text");
        field.setAttribute("aria-expanded", String(found.length > 0));
        if (at < 0) field.removeAttribute("aria-activedescendant");
        else field.setAttribute("aria-activedescendant", `search-option-${at}`);
    };

    const list = () => {
        const geometry = store.get("scene")?.geometry;
        if (!geometry || !find("text")) return;
        const text = find("text").value;
        found = matches(geometry, text);
        at = found.length ? 0 : -1;
        const chosen = new Set(quartierblick.selection.current());
        find("list").replaceChildren(...found.map((position, number) => option(geometry, position, number, chosen)));
        find("none").hidden = found.length > 0 || !plain(text);
        point();
    };

    const button = () => document.getElementById("map-tool-search");

    /** React keeps the value of its field: it is told as if somebody had typed. */
    const write = (text) => {
        const field = find("text");
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
        field.dispatchEvent(new Event("input", {bubbles: true}));
    };

    const open = (text = "") => {
        from = document.activeElement;
        find("panel").hidden = false;
        button().setAttribute("aria-expanded", "true");
        write(text);
        find("text").focus();
    };

    const close = (giveBack) => {
        if (!find("panel") || find("panel").hidden) return;
        find("panel").hidden = true;
        button().setAttribute("aria-expanded", "false");
        store.set("hover", null);
        if (giveBack) (from?.isConnected && from !== document.body ? from : button()).focus();
    };

    /** Brings an area into view, near enough to be made out. */
    const approach = (position) => {
        const map = quartierblick.map.handle;
        const {geometry} = store.get("scene");
        const whole = map.getBoundsZoom(geometry.bounds);
        const near = Math.max(map.getZoom(), whole + Math.min(3, Math.log2(Math.sqrt(geometry.ids.length)) / 2));
        map.setView(geometry.centres[position], near, {animate: !matchMedia("(prefers-reduced-motion: reduce)").matches});
    };

    /** Adds the quarter, or joins it as the switch or the keys say, and shows it. */
    const take = (number, event) => {
        const position = found[number];
        if (position === undefined) return;
        const mode = quartierblick.selection.modeOf(event);
        quartierblick.selection.join([store.get("scene").geometry.ids[position]], mode === "new" ? "add" : mode);
        approach(position);
        list();
        at = number;
        point();
        find("text").select();
    };

    const KEYS = {
        ArrowDown: () => (at = (at + 1) % found.length),
        ArrowUp: () => (at = (at + found.length - 1) % found.length),
    };
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && event.target.closest?.("#search-panel")) {
            close(true);
            event.stopPropagation();
        } else if (event.target.id === "search-text" && event.key === "Enter") take(at, event);
        else if (event.target.id === "search-text" && event.key in KEYS && found.length) {
            event.preventDefault();
            KEYS[event.key]();
            point();
        } else if (event.target.classList?.contains("leaflet-container") && event.target === quartierblick.map.handle?.getContainer()) {
            const letter = /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
            if (!letter || quartierblick.choosing.isActive()) return;
            event.preventDefault();
            open(event.key);
        }
    }, true);

    document.addEventListener("input", (event) => event.target.id === "search-text" && list());
    document.addEventListener("click", (event) => {
        const row = event.target.closest?.(".search-option");
        if (row) take([...row.parentElement.children].indexOf(row), event);
        else if (event.target.closest?.("#map-tool-search")) {
            if (find("panel").hidden) open();
            else close(true);
        } else if (!event.target.closest?.("#search-panel")) close(false);
    });
    store.on("scene", (scene) => scene && find("panel") && !find("panel").hidden && list());

    quartierblick.search = {matches};
})();
