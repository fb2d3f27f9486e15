/** Numbers and fixed wording in the language of the page. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const formats = new Map();
    const language = () => document.documentElement.lang || "de";

    /** Writes a number with fixed decimals; an en dash where there is none. */
    const format = (value, decimals = 0, signed = false) => {
        if (value === null || value === undefined || Number.isNaN(value)) return "\u2013";
        const key = `${language()}/${decimals}/${signed}`;
        if (!formats.has(key)) {
            formats.set(key, new Intl.NumberFormat(language(), {
                minimumFractionDigits: decimals,
                maximumFractionDigits: decimals,
                signDisplay: signed ? "exceptZero" : "auto",
            }));
        }
        return formats.get(key).format(value).replace("-", "\u2212");
    };

    /** Fills {fields} of a text that the server sent in the page's own language. */
    const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");

    /** Writes a text into an element where it stands: nobody who watches for new elements has to look at the page anew. */
    const write = (element, text) => {
        const [said, node] = [`${text}`, element.firstChild];
        const isAlone = node?.nodeType === Node.TEXT_NODE && node === element.lastChild;
        if (!isAlone || !said) {
            if (element.textContent !== said) element.textContent = said;
        } else if (node.data !== said) node.data = said;
    };

    /** The wording the page carries for scripts (data-words of #frame-words, as JSON). */
    const words = () => JSON.parse(document.getElementById("frame-words")?.dataset.words ?? "{}");

    quartierblick.numbers = {format, fill, write, words};
})();
