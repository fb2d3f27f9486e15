/** The square legend: a cell selects the areas of its class, a row the areas that are blank for that reason. */
(() => {
    const quartierblick = (window.quartierblick ??= {});

    document.addEventListener("click", (event) => {
        const cell = event.target.closest?.("[data-bivariate], [data-bivariate-reason]");
        const scene = quartierblick.store.get("scene");
        if (!cell || scene?.answer.kind !== "bivariate") return;
        const {classAt, reasonAt, members} = quartierblick.classes;
        const {bivariate, bivariateReason} = cell.dataset;
        const wanted = bivariate !== undefined
            ? (at) => classAt(scene, at) === Number(bivariate)
            : (at) => quartierblick.map.REASONS[reasonAt(scene, at)] === bivariateReason;
        quartierblick.selection.click(members(scene, wanted), event);
    });
})();
