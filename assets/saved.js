/**
 * The open project: when it was saved, on the reader's clock, and the last question to the map, kept with it. What is
 * asked first after the page has come is what was kept; only what the reader asks then is kept anew.
 */
(() => {
    const {address, store} = window.quartierblick;
    const PAUSE = 1500;
    let timer = null;
    let kept = null;

    const mark = () => document.querySelector(".saved-mark");

    const write = () => {
        const place = mark();
        if (!place || place.dataset.written === place.dataset.saved) return;
        place.dataset.written = place.dataset.saved;
        const at = new Date(place.dataset.saved);
        const language = document.documentElement.lang;
        const time = at.toLocaleTimeString(language, {hour: "2-digit", minute: "2-digit"});
        const date = at.toLocaleDateString(language, {day: "numeric", month: "numeric"});
        const isToday = at.toDateString() === new Date().toDateString();
        place.textContent = place.dataset[isToday ? "today" : "before"].replace("{time}", time).replace("{date}", date);
    };

    /** The question as the address bar has it, without the project. */
    const question = () => {
        const {p, ...view} = Object.fromEntries(new URLSearchParams(location.search));
        return {state: p, view};
    };

    const save = async () => {
        timer = null;
        const {page} = address.read();
        const asked = question();
        const place = mark();
        if (page.page !== "map" || !place || asked.state !== place.dataset.state) return;
        const text = JSON.stringify(asked);
        if (text === kept) return;
        try {
            const response = await fetch("/projects/view", {
                method: "PUT",
                keepalive: true,
                headers: {"Content-Type": "application/json"},
                body: text,
            });
            if (!response.ok) throw new Error(response.statusText);
            kept = text;
            const {saved} = await response.json();
            if (saved && mark()) Object.assign(mark().dataset, {saved, written: ""});
            write();
        } catch {
            if (mark()) mark().textContent = mark().dataset.failed;
        }
    };

    /** Waits until the reader pauses; the first question of a project is not saved. */
    const later = () => {
        const asked = question();
        if (!asked.state || asked.state !== JSON.parse(kept ?? "{}").state) {
            kept = JSON.stringify(asked);
            return;
        }
        clearTimeout(timer);
        timer = setTimeout(save, PAUSE);
    };

    for (const slot of ["painted", "selection"]) store.on(slot, later);
    addEventListener("pagehide", () => timer && (clearTimeout(timer), save()));
    new MutationObserver(write).observe(document.documentElement, {childList: true, subtree: true});
})();
