/**
 * The page of the projects: drawn of what the server tells, anew after every change. What can be done with a project
 * stands in projects_actions.js; project files are taken in by projects_open.js.
 */
(() => {
    const quartierblick = (window.quartierblick ??= {});
    /** What the server told last: {projects, bin}. */
    let told = null;
    /** What follows once the page has been laid out anew and drawn. */
    let afterwards = null;
    /** Slugs whose earlier states are unfolded, with these states. */
    const unfolded = new Map();

    const page = () => document.querySelector("main.projects");
    const words = () => JSON.parse(page().dataset.words);
    const language = () => document.documentElement.lang;

    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

    const element = (tag, properties = {}, ...children) => {
        const {data = {}, ...plain} = properties;
        const made = Object.assign(document.createElement(tag), plain);
        Object.assign(made.dataset, data);
        made.append(...children.filter(Boolean));
        return made;
    };

    const icon = (name) => {
        const made = element("span", {className: `icon icon-${name}`});
        made.setAttribute("aria-hidden", "true");
        return made;
    };

    const named = (control, label) => {
        control.setAttribute("aria-label", label);
        return control;
    };

    /** Writes a time on the reader's own clock. */
    const when = (saved) => {
        const at = new Date(saved);
        return {
            date: at.toLocaleDateString(language(), {day: "numeric", month: "long", year: "numeric"}),
            time: at.toLocaleTimeString(language(), {hour: "2-digit", minute: "2-digit"}),
            isToday: at.toDateString() === new Date().toDateString(),
        };
    };

    /** When and by which rules a public project was made; a city may have several. */
    const published = (project, said) => {
        const {profile, published: day} = project;
        return profile ? fill(said.published, {profile, date: when(`${day}T12:00`).date}) : "";
    };

    const called = (project, said) => [project.title, published(project, said)].filter(Boolean).join(", ");

    const button = (action, project, said, extra = {}) => {
        const {name, ...data} = extra;
        const made = element(
            "button",
            {type: "button", className: "button is-small", data: {project: project.slug, projectDo: action, ...data}},
            name && icon(name),
            element("span", {textContent: said[action]}),
        );
        return named(made, fill(said.action_label, {action: said[action], title: called(project, said)}));
    };

    const download = (project, said) => {
        const href = `/projects/${project.slug}/file`;
        const made = element("a", {className: "button is-small", href, download: ""}, icon("download"), said.save_as);
        return named(made, fill(said.action_label, {action: said.save_as, title: called(project, said)}));
    };

    const title = (project, said) => {
        const content = project.href
            ? element("a", {href: project.href, textContent: project.title, data: {visit: "page"}})
            : project.title;
        const isOpen = project.state && project.state === said.open_now_state;
        const mark = isOpen && element("span", {className: "projects-mark", textContent: said.open_now});
        const isPublic = project.mode === "public";
        const shared = isPublic && element("span", {className: "projects-mark is-public"}, icon("globe"), said.public);
        return element("h2", {className: "projects-title", data: {projectTitle: project.slug}}, content, shared, mark);
    };

    const state = (project, one, said) => {
        const at = when(one.saved);
        const look = element("a", {className: "button is-small", href: one.href, textContent: said.look, data: {visit: "page"}});
        const back = element("button", {
            type: "button",
            className: "button is-small",
            textContent: said.back_to,
            data: {project: project.slug, projectDo: "back_to", revision: one.revision},
        });
        return element(
            "li",
            {},
            element("span", {}, `${at.date}, ${at.time}`),
            element("span", {className: "quiet", textContent: fill(said.state, one)}),
            element("span", {className: "projects-actions"}, named(look, fill(said.look_label, at)), named(back, fill(said.back_to_label, at))),
        );
    };

    const earlier = (project, said) => {
        const states = unfolded.get(project.slug);
        const content = element("div", {className: "projects-states"});
        if (states?.length) {
            content.append(element("p", {className: "quiet", textContent: said.earlier_how}));
            content.append(element("ul", {}, ...states.map((one) => state(project, one, said))));
        } else if (states) content.append(element("p", {className: "quiet", textContent: said.earlier_none}));
        const made = element("details", {open: Boolean(states), data: {projectEarlier: project.slug}});
        made.append(named(element("summary", {textContent: said.earlier}), fill(said.action_label, {action: said.earlier, title: called(project, said)})), content);
        return made;
    };

    const notes = (project) =>
        project.notes.map((text) => element("p", {className: "projects-note"}, icon("triangle-alert"), element("span", {textContent: text})));

    const facts = (project, said) => {
        const at = project.saved && when(project.saved);
        const saved = at ? fill(at.isToday ? said.today : said.before, at) : said.unreadable;
        return element("p", {className: "quiet", textContent: [published(project, said), project.facts, saved].filter(Boolean).join(" · ")});
    };

    const actions = (project, said) => {
        const open = element("a", {className: "button is-small is-primary", href: project.href, data: {visit: "page"}}, icon("map"), said.open);
        return element(
            "div",
            {className: "projects-actions"},
            named(open, fill(said.action_label, {action: said.open, title: called(project, said)})),
            project.mode !== "public" && button("table", project, said, {name: "plus"}), // it is published anew instead
            button("rename", project, said),
            button("copy", project, said),
            download(project, said),
            button("remove", project, said),
        );
    };

    const card = (project, said) =>
        element(
            "li",
            {className: "card projects-card", data: {slug: project.slug}},
            title(project, said),
            facts(project, said),
            ...notes(project),
            project.href ? actions(project, said) : element("div", {className: "projects-actions"}, button("remove", project, said)),
            project.href && earlier(project, said),
        );

    const removed = (project, said) =>
        element(
            "li",
            {data: {slug: project.slug}},
            element("b", {textContent: project.title}),
            element("span", {className: "quiet", textContent: `${project.facts} · ${fill(said.until, when(project.until))}`}),
            button("restore", project, said),
        );

    const bin = (projects, said) => {
        if (!projects.length) return [];
        const wasOpen = document.querySelector("#projects-bin details")?.open ?? false;
        const made = element("details", {className: "card projects-bin", open: wasOpen});
        made.append(element("summary", {textContent: fill(said.bin, {n: projects.length})}));
        made.append(element("p", {className: "quiet", textContent: said.bin_how}));
        made.append(element("ul", {}, ...projects.map((one) => removed(one, said))));
        return [made];
    };

    /** What is open and belongs to no project yet can become one. */
    const open = (said) => {
        const isKept = told.projects.some((one) => one.state === said.open_now_state);
        if (!said.open_now_state || isKept) return [];
        const keep = element("button", {
            type: "button",
            className: "button is-small",
            textContent: fill(said.keep, {title: said.open_now_title}),
            data: {projectDo: "keep", project: said.open_now_state},
        });
        return [element("p", {className: "projects-open"}, element("span", {className: "quiet", textContent: said.keep_how}), keep)];
    };

    const empty = (said) =>
        element("div", {className: "empty-state"}, element("p", {textContent: said.none}), element("p", {className: "quiet", textContent: said.none_how}));

    /** Draws everything anew; whoever calls it says where the reader goes on. */
    const draw = () => {
        const place = document.getElementById("projects-list");
        if (!place || !told) return;
        const said = words();
        const cards = told.projects.map((one) => card(one, said));
        place.replaceChildren(...(cards.length ? [element("ul", {className: "projects-cards"}, ...cards)] : [empty(said)]), ...open(said));
        document.getElementById("projects-bin").replaceChildren(...bin(told.bin, said));
    };

    /**
     * Asks the server.
     * @returns {Promise<object>} its answer; an error carries problem and repair in words.
     */
    const ask = async (method, path, body) => {
        const isForm = body instanceof FormData;
        const options = {method, cache: "no-store", body: body && !isForm ? JSON.stringify(body) : body};
        if (body && !isForm) options.headers = {"Content-Type": "application/json"};
        let response, answer;
        try {
            response = await fetch(`${path}?language=${language()}`, options);
            answer = await response.json();
        } catch {
            throw new Error(words().failed);
        }
        const refusal = [answer.problem, answer.repair].filter(Boolean).join(" ") || words().failed;
        if (!response.ok) throw Object.assign(new Error(refusal), {conflict: answer.conflict});
        return answer;
    };

    const problem = (text = "", again = null) => {
        const place = document.getElementById("projects-problem");
        if (!place) return;
        const button = again && element("button", {type: "button", className: "button is-small", textContent: words().again});
        button?.addEventListener("click", again);
        place.replaceChildren(...(text ? [element("p", {textContent: text}), button].filter(Boolean) : []));
    };

    const load = async () => {
        try {
            told = await ask("GET", "/projects/list");
            if (!page()) return;
            draw();
            afterwards?.();
            afterwards = null;
        } catch (error) {
            document.getElementById("projects-list")?.replaceChildren();
            problem(error.message, () => (problem(), load()));
        }
    };

    const unfold = async (details) => {
        const slug = details.dataset.projectEarlier;
        if (!details.open) return unfolded.delete(slug);
        if (unfolded.has(slug)) return;
        try {
            unfolded.set(slug, (await ask("GET", `/projects/${slug}/states`)).states);
            draw();
            document.querySelector(`[data-project-earlier="${slug}"] summary`)?.focus();
        } catch (error) {
            problem(error.message);
        }
    };

    document.addEventListener("toggle", (event) => event.target.matches?.("[data-project-earlier]") && unfold(event.target), true);

    const arrive = () => {
        const area = page();
        if (!area || area.dataset.ready) return;
        area.dataset.ready = "true";
        told = null;
        unfolded.clear();
        load();
    };
    new MutationObserver(arrive).observe(document.documentElement, {childList: true, subtree: true});

    quartierblick.projects = {
        ask, draw, element, fill, load, page, problem, when, words,
        /** @returns {object|undefined} what the server told of a project, also in the bin. */
        find: (slug) => [...(told?.projects ?? []), ...(told?.bin ?? [])].find((one) => one.slug === slug),
        forgetStates: (slug) => unfolded.delete(slug),
        /** Lets something follow once the page has been laid out anew. */
        afterwards: (then) => (afterwards = then),
    };
})();
