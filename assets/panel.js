/** The right column can be made wider: then it takes half of the page, and the list of indicators gives way. */
(() => {
    const KEY = "quartierblick-panel";
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
    window.quartierblick.store.on("painted", () => show(kept() === "wide"));
})();
