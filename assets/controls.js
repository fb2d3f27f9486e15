/**
 * Tells a reader's choice from the page's own writing. Whoever writes a value into a control says so; when Dash
 * reports that value back, perhaps late and after another question was asked, it is no choice.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const written = new Map();

    /** Notes what is written into a control, and gives it on. */
    const write = (control, value) => {
        written.set(control, value);
        return value;
    };

    /** Whether a value that is reported is what the page wrote last. */
    const isEcho = (control, value) => written.has(control) && written.get(control) === value;

    quartierblick.controls = {write, isEcho};
})();
