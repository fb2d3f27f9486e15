/**
 * What an area of a scene is drawn as: its class, or the reason why it has none. A map of two indicators
 * (answer.kind "bivariate") has nine classes, 3 * (second) + (first), and a second column, scene.second.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const [VALUE, ZERO] = [0, 1];

    const twice = (scene) => scene.answer.kind === "bivariate" && scene.second;
    const judged = (reason) => reason === VALUE || reason === ZERO;

    /** Code of the reason why an area is drawn as a blank, 0 where it has a class; true zeros are values beside a second indicator. */
    const reasonAt = (scene, position) => {
        const first = scene.column.reason[position];
        if (!twice(scene)) return first;
        if (!judged(first)) return first;
        const second = scene.second.reason[position];
        return judged(second) ? VALUE : second;
    };

    /** Position of an area's class among answer.colours, -1 where it is blank. */
    const classAt = (scene, position) => {
        const {answer, column} = scene;
        if (reasonAt(scene, position)) return -1;
        const first = quartierblick.answer.classOf(column.value[position], answer.upper_bounds);
        if (!twice(scene) || first < 0) return first;
        const second = quartierblick.answer.classOf(scene.second.value[position], answer.second.upper_bounds);
        return second < 0 ? -1 : 3 * second + first;
    };

    /** Ids of the areas for which wanted(position) is true. */
    const members = (scene, wanted) => scene.geometry.ids.filter((_, position) => wanted(position));

    quartierblick.classes = {reasonAt, classAt, members};
})();
