/**
 * The address bar is the state: /<language>/<page>?p=<project>&i=<indicator>&...&sel=<quarters>.
 * Everything that asks for another view changes the address; the stores follow it.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SELECTION = "sel";
    const [DEFAULT, LANGUAGES] = [document.documentElement.lang, document.documentElement.dataset.languages.split(" ")];

    /** Reads the address: {page: {language, page, project}, view: {...}, selection: [...]}. */
    const read = () => {
        const [, first, page] = location.pathname.split("/");
        const language = LANGUAGES.includes(first) ? first : DEFAULT;
        const query = Object.fromEntries(new URLSearchParams(location.search));
        const selection = query[SELECTION] ? query[SELECTION].split("~") : [];
        delete query[SELECTION];
        return {page: {language, page: page || "map", project: query.p ?? ""}, view: query, selection};
    };

    const tell = (id, data) => window.dash_clientside.set_props(id, {data});

    const write = (query, selection, replace) => {
        const search = new URLSearchParams(query);
        if (selection.length) search.set(SELECTION, selection.join("~"));
        const text = search.toString();
        const url = location.pathname + (text ? `?${text}` : "");
        if (url === location.pathname + location.search) return;
        history[replace ? "replaceState" : "pushState"](null, "", url);
    };

    /** Only the map's page has a question. */
    const ask = () => {
        const {page, view} = read();
        if (page.page === "map") quartierblick.answer.ask(page.language, view);
    };

    /** Asks for another view: patch holds the parameters that change, null removes one. */
    const go = (patch, replace = false) => {
        const {view, selection} = read();
        const next = {...view};
        for (const [name, value] of Object.entries(patch)) {
            if (value === null || value === undefined || value === "") delete next[name];
            else next[name] = String(value);
        }
        write(next, selection, replace);
        ask();
    };

    /** Mirrors the selection into the address without a step in the history. */
    const keepSelection = (ids) => write(read().view, ids, true);

    const follow = () => {
        const {page, selection} = read();
        document.documentElement.lang = page.language;
        const before = quartierblick.store.get("page");
        quartierblick.store.set("page", page);
        if (page.project !== before?.project) quartierblick.answer.forget();
        if (JSON.stringify(page) !== JSON.stringify(before)) tell("address-page", page);
        ask();
        quartierblick.selection.replace(selection);
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

    quartierblick.address = {read, go, visit, keepSelection};
    // The answer is under way while Dash is still being started.
    document.addEventListener("DOMContentLoaded", ask);

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        address: {
            boot: () => {
                const {page, selection} = read();
                document.documentElement.lang = page.language;
                quartierblick.store.set("page", page);
                quartierblick.selection.replace(selection);
                quartierblick.answer.dashArrived();
                return page;
            },
        },
    });
})();
