/**
 * The right column can be made wider: then it takes half of the page, and the list of indicators gives way.
 * Its open tab stands in the address, so that a link, Back and Forward open it; the first one goes without saying.
 */
(() => {
    const [KEY, TABS] = ["quartierblick-panel", "panel-tabs"];
    let known = [];
    const button = () => document.getElementById("panel-wider");
    const kept = () => {
        try {
            return window.localStorage.getItem(KEY);
        } catch {
            return null; // a browser that keeps nothing forgets this too
        }
    };

    const show = (wide) => {
        const place = button();
        if (!place || place.getAttribute("aria-pressed") === String(wide)) return;
        place.setAttribute("aria-pressed", String(wide));
        const said = wide ? place.dataset.narrow : place.dataset.wide;
        place.title = said;
        place.setAttribute("aria-label", said);
    };

    document.addEventListener("click", (event) => {
        if (!event.target.closest?.("#panel-wider")) return;
        const wide = button().getAttribute("aria-pressed") !== "true";
        try {
            window.localStorage.setItem(KEY, wide ? "wide" : "");
        } catch {
            // it holds as long as the page is open
        }
        show(wide);
    });

    /** The tab that the address names. */
    const asked = () => {
        const {tab} = window.quartierblick.address.read().alone;
        return known.includes(tab) ? tab : known[0];
    };

    /** The page has been laid out with these tabs. */
    const open = (tabs) => {
        known = tabs;
        return asked();
    };

    const keep = (tab) => {
        window.quartierblick.store.set("tab", tab);
        if (known.includes(tab)) window.quartierblick.address.keepAlone({tab: tab === known[0] ? null : tab});
    };

    window.addEventListener("popstate", () => {
        if (document.getElementById(TABS)) window.dash_clientside.set_props(TABS, {value: asked()});
    });
    window.dash_clientside = Object.assign({}, window.dash_clientside, {panel: {open, keep}});
    window.quartierblick.store.on("painted", () => show(kept() === "wide"));
})();
