/** Play: one year after the other, from the start again after the last; any key or click elsewhere stops. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const PAUSE = 1100;
    let playing = null;

    const buttons = () => [...document.querySelectorAll("#years .year")];

    const step = () => {
        const all = buttons();
        const current = all.findIndex((button) => button.getAttribute("aria-pressed") === "true");
        if (all.length) quartierblick.address.go({y: all[(current + 1) % all.length].dataset.viewYear}, true);
    };

    const show = () => {
        const button = document.getElementById("years-play");
        button?.setAttribute("aria-pressed", String(Boolean(playing)));
        button?.firstElementChild.classList.toggle("icon-pause", Boolean(playing));
        button?.firstElementChild.classList.toggle("icon-play", !playing);
    };

    const stop = () => {
        window.clearInterval(playing);
        playing = null;
        show();
    };

    document.addEventListener("click", (event) => {
        if (!event.target.closest?.("#years-play")) return playing && !event.target.closest?.(".panel") ? stop() : undefined;
        if (playing) return stop();
        playing = window.setInterval(step, PAUSE);
        step();
        return show();
    });
    document.addEventListener("keydown", (event) => playing && event.key === "Escape" && stop());
    quartierblick.store.on("painted", show);
})();
