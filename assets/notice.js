/**
 * Says in one sentence why the program has not done what was asked of it. The sentence goes by itself, unless it offers
 * something to do about it.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SHOWN = 12_000; // milliseconds
    let line = null;
    let hiding = 0;

    const buttonOf = ({label, act}) => {
        const button = Object.assign(document.createElement("button"), {type: "button", textContent: label});
        button.addEventListener("click", act);
        return button;
    };

    /**
     * @param {string} text a sentence; shown as text, whatever stands in it
     * @param {{label: string, act: () => void}} [offer] what can be done
     */
    quartierblick.notice = (text, offer) => {
        line ??= document.body.appendChild(Object.assign(document.createElement("div"), {className: "notice"}));
        line.setAttribute("role", "alert");
        line.replaceChildren(text, ...(offer ? [buttonOf(offer)] : []));
        line.hidden = !text;
        window.clearTimeout(hiding);
        if (!offer) hiding = window.setTimeout(() => (line.hidden = true), SHOWN);
    };
})();
