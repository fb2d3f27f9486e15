/** What can be done with a project on its page: renamed in place, copied, removed and taken back, completed. */
(() => {
    const {projects, address} = window.quartierblick;
    const {ask, element, fill, find, load, page, problem, words} = projects;

    const cardOf = (slug) => document.querySelector(`.projects-card[data-slug="${slug}"]`);
    const controlOf = (slug, action) => cardOf(slug)?.querySelector(`[data-project-do="${action}"]`);

    /** Says what happened, with the way back where there is one. */
    const tell = (text, undo = null, label = words().undo) => {
        const place = document.getElementById("projects-told");
        const button = undo && element("button", {type: "button", className: "button is-small", textContent: label});
        button?.addEventListener("click", undo);
        place.replaceChildren(...[element("span", {textContent: text}), button].filter(Boolean));
        return button;
    };

    /** Does something, draws the list anew, and shows why where it did not work. */
    const attempt = async (what) => {
        problem();
        try {
            return await what();
        } catch (error) {
            await load();
            if (!error.conflict) problem(error.message);
            else if (await window.quartierblick.conflict.ask(error.conflict)) address.visit(error.conflict.href);
            return null;
        }
    };

    /** Draws the list anew, then goes on; where the open project has a new state, the page moves to that one first. */
    const settle = async (before, made, then) => {
        if (before?.state === made.state || before?.state !== words().open_now_state) {
            await load();
            return then();
        }
        projects.afterwards(then);
        address.visit(`/${document.documentElement.lang}/projects?p=${made.state}`);
    };

    const restore = (slug) =>
        attempt(async () => {
            const back = await ask("POST", `/projects/bin/${slug}`);
            await load();
            tell(fill(words().restored, back));
            cardOf(back.slug)?.querySelector("a")?.focus();
        });

    const remove = (slug) =>
        attempt(async () => {
            const gone = await ask("DELETE", `/projects/${slug}`);
            await load();
            tell(fill(words().removed, gone), () => restore(gone.slug)).focus();
        });

    const copy = (slug) =>
        attempt(async () => {
            const project = find(slug);
            const made = await ask("POST", `/projects/${slug}/copy`, {title: fill(words().copy_title, project)});
            await load();
            tell(fill(words().copied, made), () => remove(made.slug));
            controlOf(made.slug, "rename")?.focus();
        });

    const goBack = (slug, revision, basedOn) =>
        attempt(async () => {
            const before = find(slug);
            const made = await ask("POST", `/projects/${slug}/states/${revision}`, {revision: basedOn});
            projects.forgetStates(slug);
            await settle(before, made, () => {
                const undo = () => goBack(slug, made.revision - 1, made.revision);
                tell(fill(words().back, made), undo, words().undo_back).focus();
            });
        });

    const renamed = (slug, title, project) =>
        attempt(async () => {
            const made = await ask("PUT", `/projects/${slug}/title`, {title, revision: project.revision});
            projects.forgetStates(slug);
            await settle(find(slug), made, () => {
                if (made.revision !== project.revision) tell(fill(words().renamed, made), () => renamed(slug, project.title, made));
                controlOf(slug, "rename")?.focus();
            });
        });

    /** Puts a field in the place of the title: Enter takes it over, Escape leaves it as it was. */
    const rename = (slug) => {
        const said = words();
        const project = find(slug);
        const field = element("input", {type: "text", value: project.title, maxLength: 120, required: true});
        field.setAttribute("aria-label", fill(said.rename_label, project));
        const done = element("button", {type: "submit", className: "button is-small is-primary", textContent: said.rename_done});
        const stop = element("button", {type: "button", className: "button is-small", textContent: said.rename_stop});
        const form = element("form", {className: "projects-rename"}, field, done, stop);
        const leave = () => {
            projects.draw();
            controlOf(slug, "rename")?.focus();
        };
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            if (field.value.trim()) renamed(slug, field.value, project);
        });
        form.addEventListener("keydown", (event) => event.key === "Escape" && leave());
        stop.addEventListener("click", leave);
        document.querySelector(`[data-project-title="${slug}"]`).replaceChildren(form);
        field.select();
    };

    const table = (slug) =>
        attempt(async () => {
            tell(words().preparing);
            const {intake} = await ask("POST", `/projects/${slug}/table`);
            if (page()) address.visit(`/${document.documentElement.lang}/data?p=${find(slug).state}&intake=${intake}`);
        });

    const keep = (state) =>
        attempt(async () => {
            const made = await ask("POST", `/projects/keep/${state}`);
            await load();
            tell(fill(words().kept, made));
            cardOf(made.slug)?.querySelector("a")?.focus();
        });

    const DO = {remove, copy, rename, table, keep, restore};

    document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-project-do]");
        if (!button) return;
        const {projectDo, project, revision} = button.dataset;
        if (projectDo === "back_to") goBack(project, revision, find(project).revision);
        else DO[projectDo](project);
    });

    projects.tell = tell;
})();
