/**
 * Says within five seconds that the program is gone, and takes the banner away when it is back. One that is only late
 * may be busy with a large city: it counts as lost when it has been late twice. One that dies while it answers a part
 * of the page may be back before anybody has asked after its health: an answer that breaks off says so at once.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 2500;
    const PATIENCE = 2400;
    const MOST_LATE = 2;
    const [FIRST_PAUSE, LONGEST_PAUSE, CALM] = [250, 60_000, 30_000];
    let banner = null;
    let lost = false;
    let late = 0;
    let [misses, until] = [0, -CALM];
    let isLeaving = false;

    const show = (isLost) => {
        if (isLost === lost) return;
        lost = isLost;
        banner ??= document.body.appendChild(Object.assign(document.createElement("div"), {className: "offline-banner"}));
        banner.setAttribute("role", "alert");
        banner.textContent = lost ? quartierblick.numbers.words().offline ?? "" : "";
        banner.hidden = !lost;
        document.documentElement.classList.toggle("is-offline", lost);
        if (lost) return;
        quartierblick.address.go({}, true);
        window.dispatchEvent(new CustomEvent("quartierblick:online"));
    };

    const ask = async () => {
        if (performance.now() < until) return;
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

    /** What broke off is asked again, but each time later: the question itself may be what the program dies of. */
    const missed = () => {
        if (lost || isLeaving) return;
        const now = performance.now();
        misses = now - until > CALM ? 0 : misses + 1;
        until = now + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** misses);
        show(true);
        window.setTimeout(ask, until - now + 1);
    };

    window.setInterval(() => document.visibilityState === "visible" && ask(), EVERY);
    window.addEventListener("quartierblick:offline", ask);
    window.addEventListener("quartierblick:missed", missed);
    for (const event of ["pagehide", "pageshow"]) window.addEventListener(event, () => (isLeaving = event === "pagehide"));
})();
