/** Says within five seconds that the program no longer answers, and takes the banner away when it does again. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 2500;
    const PATIENCE = 2400;
    let banner = null;
    let lost = false;

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
            show(!response.ok);
        } catch {
            show(true);
        }
    };

    window.setInterval(() => document.visibilityState === "visible" && ask(), EVERY);
    window.addEventListener("quartierblick:offline", ask);
})();
