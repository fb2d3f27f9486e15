/**
 * The boundaries of a delivery: answers to open questions, which layer is taken, its encoding, its narrow strips, and
 * where the districts come from, what shall become of a register. Everything becomes a LayerChoice, a RegisterChoice or
 * the DistrictChoice, see loading/choices/.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    /** Selector of what shall have the focus once the page was laid out anew. */
    let comeBack = null;
    /** Which folds are open; they stay so. */
    const open = new Set();

    const element = (tag, properties = {}, ...children) => {
        const made = Object.assign(document.createElement(tag), properties);
        made.append(...children);
        return made;
    };

    const about = (one, other) => one.file === other.file && (one.layer ?? null) === (other.layer ?? null);

    /** Puts choices in the place of earlier ones about the same layers; a field of null goes back to recognition. */
    const merged = (layers, answer) => answer.reduce((list, choice) => {
        const earlier = list.find((one) => about(one, choice)) ?? {};
        const next = {...earlier, ...choice};
        if (choice.crs !== undefined && !choice.swapped) delete next.swapped;
        for (const [name, value] of Object.entries(next)) if (value === null || value === false && name !== "use") delete next[name];
        const says = Object.keys(next).some((name) => name !== "file" && name !== "layer");
        return quartierblick.intakeDecisions.placed(list, (one) => about(one, choice), says ? next : null);
    }, layers ?? []);

    /** Of several layers only one holds the quarters. */
    const withoutOthers = (layers, answer) => {
        if (!answer.some((choice) => choice.use === true)) return layers ?? [];
        const others = (layers ?? []).filter((one) => one.use === true && !answer.some((choice) => about(one, choice)));
        return merged(layers, others.map(({file, layer}) => ({file, layer, use: null})));
    };

    const decide = (label, answer, back, aboutRegisters = []) => {
        comeBack = back;
        quartierblick.intakeDecisions.change(label, (decisions) => {
            const layers = merged(withoutOthers(decisions.layers, answer), answer);
            const kept = (decisions.registers ?? []).filter((one) => !aboutRegisters.some((other) => about(one, other)));
            const {layers: _, registers: __, ...others} = decisions;
            const registers = [...kept, ...aboutRegisters];
            return {...others, ...layers.length && {layers}, ...registers.length && {registers}};
        });
    };

    const layOutOther = (place) => {
        const {file, layer, words, label} = JSON.parse(place.dataset.boundariesOther);
        const id = `other-${Math.random().toString(36).slice(2)}`;
        const code = element("input", {type: "text", id, inputMode: "numeric", maxLength: 11, autocomplete: "off", placeholder: "25832"});
        const swapped = element("input", {type: "checkbox"});
        const problem = element("p", {className: "question-problem", id: `${id}-problem`});
        problem.setAttribute("role", "alert");
        const confirm = element("button", {type: "button", className: "button is-small", textContent: words.confirm});
        const give = () => {
            const number = code.value.trim().replace(/^EPSG:?\s*/i, "");
            const fits = /^\d{4,6}$/.test(number);
            problem.textContent = fits ? "" : words.no_code;
            code.setAttribute("aria-invalid", String(!fits));
            if (!fits) return code.focus();
            decide(label.replace("{code}", number), [{file, layer, crs: `EPSG:${number}`, swapped: swapped.checked}], "#intake-heading");
        };
        code.setAttribute("aria-describedby", problem.id);
        code.addEventListener("keydown", (event) => {
            if (event.key === "Enter") give();
        });
        confirm.addEventListener("click", give);
        place.replaceChildren(
            element("label", {htmlFor: id, textContent: words.other}), code,
            element("label", {className: "question-swapped"}, swapped, ` ${words.swapped}`),
            confirm, element("p", {className: "quiet", textContent: words.other_hint}), problem);
    };

    const layOutEncoding = (place) => {
        const {file, layer, shown, options, words} = JSON.parse(place.dataset.boundariesEncoding);
        const select = element("select", {className: "intake-select"});
        for (const [value, text] of options) select.append(new Option(text, value));
        select.value = shown;
        select.setAttribute("aria-label", words.encoding);
        select.addEventListener("change", () => {
            const named = select.selectedOptions[0].textContent;
            decide(words.step.replace("{encoding}", named), [{file, layer, encoding: select.value || null}],
                "[data-boundaries-encoding] select");
        });
        place.replaceChildren(select);
    };

    const layOutDistricts = (place) => {
        const {shown, options, words} = JSON.parse(place.dataset.boundariesDistricts);
        const select = element("select", {className: "intake-select"});
        for (const [value, text] of options) select.append(new Option(text, value));
        select.value = shown;
        select.setAttribute("aria-label", words.label);
        select.addEventListener("change", () => {
            comeBack = "[data-boundaries-districts] select";
            const label = words.step.replace("{districts}", select.selectedOptions[0].textContent);
            quartierblick.intakeDecisions.change(label, ({districts: _, ...others}) =>
                (select.value ? {...others, districts: JSON.parse(select.value)} : others));
        });
        place.replaceChildren(select);
    };

    const LAID_OUT = {boundariesOther: layOutOther, boundariesEncoding: layOutEncoding, boundariesDistricts: layOutDistricts};

    const keepFold = (fold) => {
        fold.open = open.has(fold.dataset.boundariesFold);
        fold.addEventListener("toggle", () => open[fold.open ? "add" : "delete"](fold.dataset.boundariesFold));
    };

    const renew = () => {
        for (const [name, layOut] of Object.entries(LAID_OUT)) {
            for (const place of document.querySelectorAll(`[data-${name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}]`)) {
                if (place.laidOut === place.dataset[name]) continue;
                place.laidOut = place.dataset[name];
                layOut(place);
            }
        }
        for (const fold of document.querySelectorAll("[data-boundaries-fold]")) {
            if (fold.kept) continue;
            fold.kept = true;
            keepFold(fold);
        }
        for (const undo of document.querySelectorAll("[data-boundaries-undo]")) {
            undo.hidden = !quartierblick.intakeDecisions.steps().done.length;
        }
        const place = document.querySelector("[data-boundaries], .question");
        if (!place || place === seen) return;
        seen = place;
        const back = comeBack;
        comeBack = null;
        if (back) requestAnimationFrame(() => requestAnimationFrame(() => {
            const found = document.querySelector(back) ?? document.getElementById("boundaries-heading") ?? document.getElementById("intake-heading");
            found?.focus();
        }));
    };
    let seen = null;

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-boundaries-answer],[data-boundaries-undo]");
        if (!button) return;
        if (button.dataset.boundariesUndo !== undefined) {
            comeBack = "#intake-heading";
            quartierblick.intakeDecisions.undo();
            return;
        }
        const {label, layers, registers, back} = JSON.parse(button.dataset.boundariesAnswer);
        decide(label, layers, back ?? "#intake-heading", registers);
    });
    new MutationObserver(renew).observe(document.documentElement, {
        childList: true,
        subtree: true,
        attributeFilter: ["data-boundaries", "data-boundaries-other", "data-boundaries-encoding", "data-boundaries-districts"],
    });
})();
