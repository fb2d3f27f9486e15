/** Projects this browser opened before: kept in the browser, named by their city, newest first. */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    const KEY = "quartierblick-projects";
    const MOST = 8;

    const remembered = () => {
        try {
            return JSON.parse(localStorage.getItem(KEY)) ?? [];
        } catch {
            return [];
        }
    };

    let last = "";

    const remember = (project, title) => {
        if (last === `${project}/${title}`) return; // a map is painted again and again, in every frame of a slider
        last = `${project}/${title}`;
        const others = remembered().filter((entry) => entry.project !== project);
        try {
            localStorage.setItem(KEY, JSON.stringify([{project, title, opened: Date.now()}, ...others].slice(0, MOST)));
        } catch {
            /* a browser without storage simply forgets */
        }
    };

    const entry = ({project, title, opened}) => {
        const link = document.createElement("a");
        link.href = `/${document.documentElement.lang}/map?p=${encodeURIComponent(project)}`;
        link.dataset.visit = "page";
        link.textContent = title;
        const when = document.createElement("span");
        when.className = "quiet";
        when.textContent = ` ${new Date(opened).toLocaleDateString(document.documentElement.lang)}`;
        const item = document.createElement("li");
        item.append(link, when);
        return item;
    };

    const show = () => {
        const list = document.getElementById("start-projects");
        if (!list || list.childElementCount) return;
        list.append(...remembered().map(entry));
        document.getElementById("start-none").hidden = list.childElementCount > 0;
    };

    new MutationObserver(show).observe(document.documentElement, {childList: true, subtree: true});
    quartierblick.store.on("painted", ({answer}) => remember(answer.project, answer.city));
})();
