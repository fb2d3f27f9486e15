/** Every measured page gives the same handles in window.bench; all promises resolve with milliseconds. */
(() => {
    const {bench} = window;
    bench.PATIENCE = 10000;

    /** Resolves when the picture that is due next has been handed over. */
    bench.frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

    /** Runs an action to its picture; gives the milliseconds on the wall. */
    bench.timed = async (action) => {
        const began = performance.now();
        await action();
        await bench.frame();
        return performance.now() - began;
    };

    /** Resolves as soon as a condition holds; asked at each picture. */
    bench.until = async (holds) => {
        while (!holds()) await bench.frame();
    };

    /**
     * From now on waits until an area is shown as the pointed one; bench.pointed() resolves with its picture, or with
     * null where a page never shows it: areas smaller than a pixel cannot be hit everywhere.
     */
    bench.point = (area) => {
        const {element, options} = bench.pointing();
        bench.shown = new Promise((done) => {
            const began = performance.now();
            setTimeout(() => done(null), bench.PATIENCE);
            const watcher = new MutationObserver(async () => {
                if (bench.hovered() !== area) return;
                watcher.disconnect();
                await bench.frame();
                done(performance.now() - began);
            });
            watcher.observe(element, options);
        });
    };
    bench.pointed = () => bench.shown;

    /** Resolves with the moment of the first map, counted from the address being opened. */
    bench.first = new Promise((done) => {
        bench.drawn = async () => {
            await bench.frame();
            done(performance.now());
        };
    });

    /** Resolves after a pause in which nobody points: Leaflet's canvas overlooks moves within 32 ms. */
    bench.paused = () => new Promise((done) => setTimeout(done, 40));

    /** Resolves when nothing is left to do for now, and the picture before has been put on the screen. */
    bench.rested = () => new Promise((done) => setTimeout(() => requestIdleCallback(() => done(), {timeout: 2000}), 80));
})();
