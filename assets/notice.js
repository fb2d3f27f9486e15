/** Says in one sentence why the program has not done what was asked of it; the sentence goes by itself. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SHOWN = 12_000; // milliseconds
    let line = null;
    let hiding = 0;

    /** @param {string} text a sentence; shown as text, whatever stands in it */
    quartierblick.notice = (text) => {
        line ??= document.body.appendChild(Object.assign(document.createElement("div"), {className: "notice"}));
        line.setAttribute("role", "alert");
        line.textContent = text;
        line.hidden = !text;
        window.clearTimeout(hiding);
        hiding = window.setTimeout(() => (line.hidden = true), SHOWN);
    };
})();
