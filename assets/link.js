/**
 * Links everything that names a quarter: an element with data-quarter="<id>" (or data-quarters="<id>~<id>")
 * lights up with the map, lights the map when pointed at or focused, and selects when clicked.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const idsOf = (element) => (element.dataset.quarter ? [element.dataset.quarter] : element.dataset.quarters.split("~"));
    const linked = (target) => target.closest?.("[data-quarter], [data-quarters]");
    const byQuarter = (id) => document.querySelectorAll(`[data-quarter="${CSS.escape(id)}"]`);

    const point = (event) => {
        const element = linked(event.target);
        if (element?.dataset.quarter) quartierblick.store.set("hover", element.dataset.quarter);
    };
    const leave = (event) => {
        const element = linked(event.target);
        if (element?.dataset.quarter && !element.contains(event.relatedTarget)) quartierblick.store.set("hover", null);
    };
    const mark = (id, name, on) => {
        if (id) for (const element of byQuarter(id)) element.classList.toggle(name, on);
    };
    /** There are few elements on the page, however many quarters are selected. */
    const markSelection = () => {
        const chosen = new Set(quartierblick.store.get("selection") ?? []);
        for (const element of document.querySelectorAll("[data-quarter]")) {
            const on = chosen.has(element.dataset.quarter);
            element.classList.toggle("is-selected", on);
            if (element.tagName === "BUTTON" && element.getAttribute("aria-pressed") !== String(on)) element.setAttribute("aria-pressed", String(on));
        }
    };

    document.addEventListener("mouseover", point);
    document.addEventListener("focusin", point);
    document.addEventListener("mouseout", leave);
    document.addEventListener("focusout", leave);
    document.addEventListener("click", (event) => {
        const element = linked(event.target);
        if (element && !element.closest("[data-passive]")) quartierblick.selection.click(idsOf(element), event);
    });

    quartierblick.store.on("hover", (id, before) => {
        mark(before, "is-hovered", false);
        mark(id, "is-hovered", true);
    });
    quartierblick.store.on("selection", markSelection);

    /** Marks what a part has just drawn anew. */
    const renew = () => {
        markSelection();
        mark(quartierblick.store.get("hover"), "is-hovered", true);
    };
    new MutationObserver((changes) => {
        if (changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === 1))) renew();
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
