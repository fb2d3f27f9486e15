/** A field for each class limit: what dragging does, in numbers. A list "5; 7,5; 20" in any field sets all limits. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const STEPS = {ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10};
    const box = () => document.getElementById("legend-limits");
    const list = () => box()?.querySelector(".limit-list");
    const words = () => quartierblick.legend.wordsOf(box());
    const answerNow = () => quartierblick.store.get("scene")?.answer;

    /** Reads a number as it is written in the language of the page; a comma for a point is forgiven in English too. */
    const readNumber = (text) => {
        const plain = text.replace(/[\s\u00a0]/g, "").replace("\u2212", "-");
        const english = document.documentElement.lang === "en";
        const grouped = english ? /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/ : /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/;
        const ungrouped = grouped.test(plain) ? plain.replaceAll(english ? "," : ".", "") : plain;
        return ungrouped === "" ? NaN : Number(ungrouped.replace(",", "."));
    };

    const formats = new Map(); // making one takes longer than all that is written with it

    const format = (value) => {
        const {limit_decimals: digits} = answerNow();
        const {lang} = document.documentElement;
        const key = `${lang}/${digits}`;
        if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(lang, {minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false}));
        return formats.get(key).format(value);
    };

    const makeRow = () => {
        const {made} = quartierblick.legend;
        const field = made("input", "limit-field", {type: "text", inputmode: "decimal", autocomplete: "off"});
        const icon = made("span", "icon icon-x", {"aria-hidden": "true"});
        return made("div", "limit-row", {}, field, made("button", "icon-button limit-remove", {type: "button"}, icon));
    };

    const showRow = (row, at, inner) => {
        const [field, remove] = row.children;
        const fields = {at: at + 1, n: inner.length};
        const says = (text) => quartierblick.legend.say(words()[text], 0, fields);
        if (field !== document.activeElement || !field.isDirty) {
            field.value = format(inner[at]);
            field.isDirty = false;
            field.removeAttribute("aria-invalid");
        }
        const [limit, removal] = [says("limit"), says("remove_limit")];
        if (field.getAttribute("aria-label") !== limit) field.setAttribute("aria-label", limit);
        if (remove.title !== removal) {
            remove.setAttribute("aria-label", removal);
            remove.title = removal;
        }
        remove.hidden = inner.length < 2;
    };

    const show = () => {
        const answer = answerNow();
        if (!list()) return;
        const isHidden = !quartierblick.breaks.areMovable(answer);
        if (box().hidden !== isHidden) box().hidden = isHidden;
        const inner = isHidden ? [] : quartierblick.limits.innerOf(answer);
        quartierblick.legend.children(list(), inner.length, makeRow).forEach((row, at) => showRow(row, at, inner));
        box().querySelector(".limit-add").disabled = inner.length >= quartierblick.breaks.MOST_LIMITS;
    };

    const positionOf = (field) => [...list().children].indexOf(field.parentElement);

    const take = (field) => {
        const texts = field.value.split(";").filter((part) => part.trim());
        const numbers = texts.map(readNumber);
        field.isDirty = false;
        const wrong = !numbers.length || numbers.some((number) => !Number.isFinite(number));
        field.setAttribute("aria-invalid", String(wrong));
        box().querySelector(".limit-problem").textContent = wrong ? words().no_number : "";
        if (wrong) return;
        const inner = quartierblick.limits.innerOf(answerNow());
        quartierblick.limits.replace(numbers.length > 1 ? numbers : inner.map((limit, at) => (at === positionOf(field) ? numbers[0] : limit)));
        show();
    };

    /** Cuts the class that reaches furthest in two. */
    const add = () => {
        const {limits, decimals} = answerNow();
        const widths = limits.slice(1).map((limit, at) => limit - limits[at]);
        const widest = widths.indexOf(Math.max(...widths));
        const middle = Number(((limits[widest] + limits[widest + 1]) / 2).toFixed(decimals));
        quartierblick.limits.replace([...limits.slice(1, -1), middle]);
        list().children[quartierblick.limits.innerOf(answerNow()).indexOf(middle)]?.firstElementChild.focus();
    };

    const removeAt = (at) => {
        quartierblick.limits.replace(quartierblick.limits.innerOf(answerNow()).filter((_, position) => position !== at));
        list().children[Math.min(at, list().children.length - 1)].firstElementChild.focus();
    };

    const isField = (target) => target.classList?.contains("limit-field");
    document.addEventListener("input", (event) => isField(event.target) && (event.target.isDirty = true));
    document.addEventListener("change", (event) => isField(event.target) && take(event.target));
    document.addEventListener("click", (event) => {
        if (event.target.closest?.(".limit-add")) add();
        const remove = event.target.closest?.(".limit-remove");
        if (remove) removeAt(positionOf(remove));
    });
    document.addEventListener("focusout", (event) => isField(event.target) && quartierblick.limits.settle());
    document.addEventListener("keydown", (event) => {
        if (!isField(event.target) || !(event.key in STEPS) || event.target.isDirty) return;
        event.preventDefault();
        const at = positionOf(event.target);
        const answer = answerNow();
        quartierblick.limits.put(at, quartierblick.limits.innerOf(answer)[at] + STEPS[event.key] * quartierblick.limits.unitOf(answer));
        quartierblick.limits.settleSoon();
    });
    quartierblick.store.on("scene", show);
    new MutationObserver(() => list() && !list().children.length && answerNow() && show()).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.legend_fields = {readNumber};
})();
