/**
 * Gives an element's style some values. One that it was given before costs nothing: what is drawn anew in every frame of
 * a slider stays as it is for the most part, and the browser would read and compare each of its styles.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const given = new WeakMap();

    /**
     * @param {HTMLElement} element whose style nobody else gives these values
     * @param {Object<string, string>} values
     */
    quartierblick.dress = (element, values) => {
        if (!given.has(element)) given.set(element, {});
        const before = given.get(element);
        for (const [name, value] of Object.entries(values)) {
            if (before[name] !== value) element.style[name] = before[name] = value;
        }
    };
})();
