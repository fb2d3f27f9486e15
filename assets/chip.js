/** What the selection means: "9 Quartiere: 9,4 % der Bevölkerung, 22,5 % der SGB-II-Beziehenden". */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    const sum = (numbers, positions) => {
        let total = 0;
        for (const position of positions) {
            if (numbers[position] === null) return null;
            total += numbers[position];
        }
        return total;
    };
    const known = (numbers, positions) => positions.filter((position) => numbers[position] !== null);
    const share = (numbers, positions, all) => {
        const part = known(numbers, positions);
        const whole = known(numbers, all);
        if (!part.length || !whole.length) return null;
        const total = sum(numbers, whole);
        return total ? {percent: (100 * sum(numbers, part)) / total, missing: positions.length - part.length} : null;
    };

    /** Shares of residents and of the people concerned, and the rate of the chosen quarters together. */
    const meaning = (scene, ids) => {
        const all = scene.geometry.ids.map((_, position) => position);
        const positions = ids.map((id) => scene.index.get(id)).filter((position) => position !== undefined);
        const {residents, numerator, denominator} = scene.column;
        const both = positions.filter((position) => numerator[position] !== null && denominator[position]);
        return {
            n: positions.length,
            residents: share(residents, positions, all),
            people: scene.answer.kind === "choropleth" || scene.answer.counted ? share(numerator, positions, all) : null,
            rate: both.length ? (scene.answer.factor * sum(numerator, both)) / sum(denominator, both) : null,
        };
    };

    const strong = (text) => {
        const made = document.createElement("b");
        made.textContent = text;
        return made;
    };

    const sentence = (scene, found) => {
        const words = quartierblick.numbers.words();
        const percent = (part) => `${quartierblick.numbers.format(part.percent, 1)}\u00a0%`;
        const level = scene.answer.query.level === "district" ? "district" : "chip";
        const count = found.n === 1
            ? words[`${level}_one`]
            : quartierblick.numbers.fill(words[`${level}_other`], {n: quartierblick.numbers.format(found.n)});
        const parts = [strong(count)];
        const say = (part, of) => parts.push(parts.length > 1 ? ", " : ": ", strong(percent(part)), ` ${of}`);
        if (found.residents) say(found.residents, words.chip_residents);
        if (found.people) say(found.people, words.chip_people);
        if (found.people?.missing) parts.push(` ${quartierblick.numbers.fill(words.chip_missing, {n: found.people.missing})}`);
        return parts;
    };

    const show = () => {
        const chip = document.getElementById("chip-text");
        const scene = quartierblick.store.get("scene");
        if (!chip || !scene) return;
        const ids = quartierblick.store.get("selection") ?? [];
        const box = chip.closest(".chip");
        const found = meaning(scene, ids);
        box.hidden = !found.n;
        box.title = scene.answer.people;
        if (found.n) chip.replaceChildren(...sentence(scene, found));
    };

    document.addEventListener("click", (event) => {
        if (event.target.closest?.("#chip-clear")) quartierblick.selection.clear();
        if (event.target.closest?.("#chip-undo")) quartierblick.selection.undo();
    });
    quartierblick.store.on("selection", show);
    quartierblick.store.on("painted", show);
    quartierblick.chip = {meaning};
})();
