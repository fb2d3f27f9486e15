/**
 * The formula of an own indicator: a line of text, signs and columns to insert, and suggestions while a name is typed.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const SIGNS = ["+", "-", "×", "÷", "(", ")"];
    const MOST_SUGGESTED = 8;
    const MOST_CHIPS = 80;

    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

    /** Columns that fit best first: those that begin so, then those that hold all words. */
    const fitting = (columns, typed) => {
        const words = plain(typed).split(/\s+/).filter(Boolean);
        const found = columns.filter((column) => words.every((word) => plain(column.title).includes(word)));
        const begins = (column) => Number(!plain(column.title).startsWith(plain(typed)));
        return found.sort((one, other) => begins(one) - begins(other));
    };

    /** The name being typed at the caret: {from, typed}, or null outside square brackets. */
    const nameAt = (input) => {
        const before = input.value.slice(0, input.selectionStart);
        const from = before.lastIndexOf("[");
        return from < 0 || before.indexOf("]", from) >= 0 ? null : {from, typed: before.slice(from + 1)};
    };

    /** Puts text in the place of characters, with blanks around operators, and the caret behind it. */
    const put = (input, from, to, text) => {
        const before = input.value.slice(0, from);
        const gap = before && !/[\s([]$/.test(before) && text !== ")" ? " " : "";
        input.setRangeText(gap + text, from, to, "end");
        input.focus();
        input.dispatchEvent(new Event("input", {bubbles: true}));
    };

    const insert = (input, text) => put(input, input.selectionStart, input.selectionEnd, text);

    /** Puts a column in the place of the name begun, or at the caret. */
    const take = (input, column) => {
        const begun = nameAt(input);
        if (!begun) return insert(input, column.written);
        const rest = input.value.slice(input.selectionStart);
        const closing = rest.match(/^[^[\]]*\]/)?.[0].length ?? 0;
        put(input, begun.from, input.selectionStart + closing, column.written);
    };

    /** The list below the line; aria-activedescendant says which one is meant. */
    const suggestions = (input, columns, words, element) => {
        const list = element("ul", {id: "declare-suggested", className: "declare-suggested", hidden: true});
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", words.columns);
        const said = element("p", {className: "visually-hidden"});
        said.setAttribute("role", "status");
        let shown = [];
        let active = -1;

        const point = (position) => {
            active = position;
            for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === active));
            if (active < 0) input.removeAttribute("aria-activedescendant");
            else input.setAttribute("aria-activedescendant", list.children[active].id);
            list.children[active]?.scrollIntoView({block: "nearest"});
        };
        const close = () => {
            list.hidden = true;
            point(-1);
        };
        const option = (column, position) => {
            const made = element("li", {id: `declare-option-${position}`}, column.title);
            made.append(element("span", {className: "quiet", textContent: column.nature}));
            made.setAttribute("role", "option");
            made.addEventListener("pointerdown", (event) => {
                event.preventDefault();
                take(input, column);
            });
            return made;
        };
        const open = () => {
            const begun = nameAt(input);
            shown = begun ? fitting(columns, begun.typed).slice(0, MOST_SUGGESTED) : [];
            if (!shown.length) return close();
            list.replaceChildren(...shown.map(option));
            list.hidden = false;
            said.textContent = words.suggested[shown.length === 1 ? "one" : "other"].replace("{n}", shown.length);
            point(-1);
        };
        const step = (by) => point((active + by + shown.length + (active < 0 && by < 0 ? 1 : 0)) % shown.length);
        const keys = {
            ArrowDown: () => step(1),
            ArrowUp: () => step(-1),
            Enter: () => take(input, shown[Math.max(active, 0)]),
            Escape: close,
        };
        input.addEventListener("keydown", (event) => {
            if (list.hidden && event.key === "Enter") {
                event.preventDefault();
                input.form.requestSubmit();
            }
            if (list.hidden || !keys[event.key]) return;
            event.preventDefault();
            event.stopPropagation();
            keys[event.key]();
        });
        input.addEventListener("input", open);
        input.addEventListener("blur", close);
        return [list, said];
    };

    const signs = (input, words, element) => {
        const made = SIGNS.map((sign) => {
            const button = element("button", {type: "button", className: "button is-small", textContent: sign});
            button.setAttribute("aria-label", words.sign_names[sign]);
            button.addEventListener("click", () => insert(input, `${sign}${sign === "(" ? "" : " "}`.replace(") ", ")")));
            return button;
        });
        const group = element("div", {className: "declare-signs"}, ...made);
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", words.signs);
        return group;
    };

    const chips = (input, columns, words, element) => {
        const find = element("input", {type: "search", className: "declare-find", placeholder: words.columns_find});
        find.setAttribute("aria-label", words.columns_find);
        const list = element("div", {className: "declare-chips"});
        list.setAttribute("role", "group");
        list.setAttribute("aria-label", words.columns);
        const chip = (column) => {
            const made = element("button", {type: "button", className: "declare-chip", textContent: column.title});
            made.title = `${column.nature} · ${column.place}`;
            made.addEventListener("click", () => take(input, column));
            return made;
        };
        const draw = () => {
            const found = fitting(columns, find.value).slice(0, MOST_CHIPS).map(chip);
            list.replaceChildren(...(found.length ? found : [element("p", {className: "quiet", textContent: words.columns_none})]));
        };
        find.addEventListener("input", draw);
        draw();
        return element("div", {className: "declare-columns"}, find, list);
    };

    /**
     * Builds the editor.
     * @param {object[]} columns {title, written, nature, place}
     * @param {object} words `declare.form`
     * @param {string} formula
     * @returns {{part: HTMLElement, input: HTMLTextAreaElement, problem: (found: object|null) => void}}
     */
    const editor = (columns, words, formula) => {
        const {element, filled} = quartierblick.intakeRows;
        const input = element("textarea", {id: "declare-formula", value: formula, rows: 2, maxLength: 2000, spellcheck: false});
        const attributes = {"aria-haspopup": "listbox", "aria-autocomplete": "list", "aria-controls": "declare-suggested", "aria-describedby": "declare-problem declare-how", autocomplete: "off"};
        for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
        const told = element("div", {id: "declare-problem", className: "declare-problem", hidden: true});
        told.setAttribute("role", "status");
        const problem = (found) => {
            told.hidden = !found;
            input.setAttribute("aria-invalid", String(Boolean(found)));
            if (!found) return told.replaceChildren();
            const {value} = input;
            const wrong = element("mark", {textContent: value.slice(found.start, found.end) || "‸"});
            const marked = element("code", {}, value.slice(0, found.start), wrong, value.slice(found.end));
            const at = element("b", {textContent: filled(words.position, {position: found.start + 1})});
            told.replaceChildren(marked, element("p", {}, at, ` ${found.text} ${found.repair}`));
        };
        const label = element("label", {htmlFor: "declare-formula", className: "field-label", textContent: words.formula});
        const how = element("p", {id: "declare-how", className: "quiet", textContent: words.formula_how});
        const line = element("div", {className: "declare-line"}, input, ...suggestions(input, columns, words, element));
        const part = element("div", {className: "declare-editor"}, label, line, told, how, signs(input, words, element), chips(input, columns, words, element));
        return {part, input, problem};
    };

    quartierblick.intakeFormula = {editor};
})();
