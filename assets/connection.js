/**
 * Says within five seconds that the program is gone, and takes the banner away when it is back. One that is only late
 * may be busy with a large city: it counts as lost when it has been late twice.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 2500;
    const PATIENCE = 2400;
    const MOST_LATE = 2;
    let banner = null;
    let lost = false;
    let late = 0;

    const show = (isLost) => {
        if (isLost === lost) return;
        lost = isLost;
        banner ??= document.body.appendChild(Object.assign(document.createElement("div"), {className: "offline-banner"}));
        banner.setAttribute("role", "alert");
        banner.textContent = lost ? quartierblick.numbers.words().offline ?? "" : "";
        banner.hidden = !lost;
        document.documentElement.classList.toggle("is-offline", lost);
        if (!lost) quartierblick.address.go({}, true);
    };

    const ask = async () => {
        try {
            const response = await fetch("/health", {cache: "no-store", signal: AbortSignal.timeout(PATIENCE)});
            await response.text(); // until somebody reads it, the browser holds the answer open
            late = 0;
            show(!response.ok);
        } catch (error) {
            late = error.name === "TimeoutError" ? late + 1 : MOST_LATE;
            show(late >= MOST_LATE);
        }
    };

    window.setInterval(() => document.visibilityState === "visible" && ask(), EVERY);
    window.addEventListener("quartierblick:offline", ask);
})();
