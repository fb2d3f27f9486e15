/**
 * Says within five seconds that the program is gone, and takes the banner away when it is back. One that is only late
 * may be busy with a large city: a second pulse follows, and only if neither is answered it counts as lost. One that
 * dies while it answers a part of the page may be back before anybody has asked after its health: an answer that breaks
 * off says so at once.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const EVERY = 1200; // milliseconds between two pulses; with twice the patience well below five seconds
    const PATIENCE = 1500;
    const [STEP, LONGEST_STEP] = [250, 500];
    const [FIRST_PAUSE, LONGEST_PAUSE, CALM] = [250, 60_000, 30_000];
    let banner = null;
    let [lost, isAsking, isLeaving] = [false, false, false];
    let [misses, until] = [0, -CALM];

    const tell = (event) => window.dispatchEvent(new CustomEvent(`quartierblick:${event}`));

    const show = (isLost) => {
        if (isLost === lost) return;
        lost = isLost;
        banner ??= document.body.appendChild(Object.assign(document.createElement("div"), {className: "offline-banner"}));
        banner.setAttribute("role", "alert");
        banner.textContent = lost ? quartierblick.numbers.words().offline ?? "" : "";
        banner.hidden = !lost;
        document.documentElement.classList.toggle("is-offline", lost);
        if (lost) return tell("lost");
        quartierblick.address.go({}, true);
        tell("online");
    };

    /** Resolves after so many milliseconds in which this page could have heard an answer: while it computes, it cannot. */
    const patience = async (left, signal) => {
        while (left > 0 && !signal.aborted) {
            const begun = performance.now();
            await new Promise((done) => setTimeout(done, Math.min(STEP, left)));
            left -= Math.min(performance.now() - begun, LONGEST_STEP);
        }
    };

    const pulse = async (signal) => {
        const response = await fetch("/health", {cache: "no-store", signal});
        await response.text(); // until somebody reads it, the browser holds the answer open
        return response.ok;
    };

    /** An answer to either pulse will do: one may be stuck where the other is not. */
    const isThere = async () => {
        const stop = new AbortController();
        const {signal} = stop;
        try {
            const first = pulse(signal);
            const said = await Promise.race([first, patience(PATIENCE, signal)]);
            return said ?? (await Promise.race([first, pulse(signal), patience(PATIENCE, signal)])) ?? false;
        } catch {
            return false;
        } finally {
            stop.abort();
        }
    };

    const ask = async () => {
        if (isAsking || performance.now() < until) return;
        isAsking = true;
        const found = await isThere();
        isAsking = false;
        if (performance.now() >= until) show(!found); // an answer may have broken off in the meantime
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

    /** What the promise gives; where the program is lost before, it fails: a program that hangs refuses nothing. */
    const untilLost = (promise) =>
        new Promise((done, failed) => {
            const give = () => failed(new TypeError("The program does not answer."));
            window.addEventListener("quartierblick:lost", give);
            promise.then(done, failed).finally(() => window.removeEventListener("quartierblick:lost", give));
        });

    window.setInterval(() => document.visibilityState === "visible" && ask(), EVERY);
    window.addEventListener("quartierblick:offline", ask);
    window.addEventListener("quartierblick:missed", missed);
    for (const event of ["pagehide", "pageshow"]) window.addEventListener(event, () => (isLeaving = event === "pagehide"));

    quartierblick.connection = {isLost: () => lost, untilLost};
})();
