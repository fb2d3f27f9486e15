/**
 * Ranking and scatter take their colours from the scene as soon as its classes change and its numbers do not: while
 * a limit is dragged, before the server has drawn them anew.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    const colourOf = ({answer, column, index}) => (id) => {
        const at = index.get(id);
        return at === undefined ? null : answer.colours[quartierblick.answer.classOf(column.value[at], answer.upper_bounds)];
    };

    const ranking = (colour) => {
        for (const row of document.querySelectorAll(".ranking-row[data-quarter]")) {
            const [fill, found] = [row.querySelector(".ranking-fill"), colour(row.dataset.quarter)];
            if (fill && found) fill.style.background = found;
        }
    };

    /** A drawn dot knows its trace and its position there. */
    const scatter = (colour) => {
        for (const dot of document.querySelectorAll(":is(#scatter-chart, #funnel-chart) .points path.point")) {
            const mark = dot.__data__;
            const id = mark?.trace?.customdata?.[mark.i] ?? mark?.data;
            const found = typeof id === "string" ? colour(id) : null;
            if (found) dot.style.fill = found;
        }
    };

    quartierblick.store.on("scene", (scene, before) => {
        if (!scene || scene.column !== before?.column || scene.answer === before.answer || scene.answer.kind !== "choropleth") return;
        const colour = colourOf(scene);
        ranking(colour);
        scatter(colour);
    });
})();
