/**
 * The address bar is the state: /<language>/<page>?p=<project>&i=<indicator>&...&sel=<quarters>.
 * Everything that asks for another view changes the address; the stores follow it. bookmark.js says how a selection
 * is written; one that cannot be written in LONGEST characters stays in this window's history instead, where
 * reloading, Back and Forward find it.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SELECTION = "sel";
    const ALONE = ["base", "baseop", "share", "by", "types", "tab"]; // what the browser shows beside the answer: no question to the server
    const LONGEST = 6000; // characters: servers refuse addresses from about 8,000 on
    const PAGES = ["start", "map", "data", "projects", "publish"];
    const [DEFAULT, LANGUAGES] = [document.documentElement.lang, document.documentElement.dataset.languages.split(" ")];

    /** Reads the address: {page: {language, page, project}, view: {...}, selection: text, alone: {...}}. */
    const read = () => {
        const [, first, second] = location.pathname.split("/");
        const language = LANGUAGES.includes(first) ? first : DEFAULT;
        const page = [second, first].find((name) => PAGES.includes(name)) ?? "map"; // also /projects, without a language
        const query = Object.fromEntries(new URLSearchParams(location.search));
        const selection = query[SELECTION] ?? history.state?.selection ?? "";
        const alone = Object.fromEntries(Object.entries(query).filter(([name]) => ALONE.includes(name)));
        for (const name of [SELECTION, ...ALONE]) delete query[name];
        return {page: {language, page, project: query.p ?? ""}, view: query, selection, alone};
    };

    const tell = (id, data) => window.dash_clientside.set_props(id, {data});

    const write = (query, selection, replace, alone = read().alone) => {
        const search = new URLSearchParams({...query, ...alone});
        const fits = selection.length <= LONGEST;
        if (selection && fits) search.set(SELECTION, selection);
        const text = search.toString().replaceAll("%7E", "~");
        const url = location.pathname + (text ? `?${text}` : "");
        const state = fits ? null : {selection};
        if (url === location.pathname + location.search && state?.selection === history.state?.selection) return;
        history[replace ? "replaceState" : "pushState"](state, "", url);
    };

    /** Only the map's page has a question. */
    const ask = () => {
        const {page, view} = read();
        quartierblick.store.set("asked", page.page === "map" ? view : null);
        if (page.page === "map") quartierblick.answer.ask(page.language, view);
    };

    const patched = (query, patch) => {
        const entries = Object.entries({...query, ...patch});
        return Object.fromEntries(entries.filter(([, value]) => (value ?? "") !== "").map(([name, value]) => [name, String(value)]));
    };

    /** Asks for another view: patch holds the parameters that change, null removes one. */
    const go = (patch, replace = false) => {
        const {view, selection, alone} = read();
        const [beside, asked] = [true, false].map((is) =>
            Object.fromEntries(Object.entries(patch).filter(([name]) => ALONE.includes(name) === is)),
        );
        write(patched(view, asked), selection, replace, patched(alone, beside));
        ask();
    };

    /** Writes what concerns this browser alone, without a question and without a step in the history. */
    const keepAlone = (patch) => {
        const {view, selection, alone} = read();
        write(view, selection, true, patched(alone, patch));
    };

    /** Mirrors the selection into the address without a step in the history. */
    const keepSelection = (text) => write(read().view, text, true);

    /** A jump to a place on the page (#main) is no step: the window's history knows nothing of it. */
    const follow = (step) => {
        const {page} = read();
        document.documentElement.lang = page.language;
        const before = quartierblick.store.get("page");
        quartierblick.store.set("page", page);
        if (page.project !== before?.project) quartierblick.answer.forget();
        if (JSON.stringify(page) !== JSON.stringify(before)) tell("address-page", page);
        ask();
        quartierblick.selection.follow(read(), Boolean(step) && !location.hash);
    };

    /** Opens another page of the app without loading it anew. */
    const visit = (url) => {
        history.pushState(null, "", url);
        follow();
        window.scrollTo(0, 0);
    };

    window.addEventListener("popstate", follow);
    document.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[data-visit]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        if (link.dataset.visit === "language") {
            const rest = location.pathname.split("/").slice(2).join("/");
            visit(`/${link.getAttribute("hreflang")}/${rest}${location.search}`);
        } else visit(link.getAttribute("href"));
    });

    quartierblick.address = {read, go, visit, keepSelection, keepAlone};
    // The answer is under way while Dash is still being started.
    document.addEventListener("DOMContentLoaded", ask);

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        address: {
            boot: () => {
                const {page} = read();
                document.documentElement.lang = page.language;
                quartierblick.store.set("page", page);
                quartierblick.selection.follow(read(), true);
                quartierblick.answer.dashArrived();
                return page;
            },
        },
    });
})();
