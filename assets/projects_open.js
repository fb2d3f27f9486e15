/** Project files from elsewhere: chosen or dropped on the page of the projects, checked by the server, then in the list. */
(() => {
    const {projects} = window.quartierblick;
    const {ask, fill, load, page, problem, words} = projects;

    const isProjectFile = (file) => file.name.toLowerCase().endsWith(words().accepted);

    const take = async (files) => {
        problem();
        if (!files.length) return;
        const wrong = files.find((file) => !isProjectFile(file));
        if (wrong) return problem(words().only_projects);
        for (const file of files) {
            const form = new FormData();
            form.append("file", file, file.name);
            projects.tell(words().opening);
            try {
                const made = await ask("POST", "/projects/open", form);
                await load();
                projects.tell([fill(words().taken_in, made), ...(made.doubts ?? [])].join(" "));
                document.querySelector(`.projects-card[data-slug="${made.slug}"] a`)?.focus();
            } catch (error) {
                document.getElementById("projects-told")?.replaceChildren();
                return problem(error.message);
            }
        }
    };

    /** Opens the browser's own dialogue. */
    const choose = () => {
        document.getElementById("projects-input")?.remove();
        const input = Object.assign(document.createElement("input"), {type: "file", id: "projects-input", multiple: true});
        input.hidden = true;
        input.accept = words().accepted;
        input.addEventListener("change", () => take([...input.files]));
        document.body.append(input);
        input.click();
    };

    document.addEventListener("click", (event) => event.target.closest?.("[data-project-open]") && choose());
    document.addEventListener("dragover", (event) => {
        if (!page() || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        page().dataset.drop = words().drop;
        page().classList.add("is-over");
    });
    document.addEventListener("dragleave", (event) => event.relatedTarget || page()?.classList.remove("is-over"));
    document.addEventListener("drop", (event) => {
        if (!page()) return;
        event.preventDefault();
        page().classList.remove("is-over");
        take([...event.dataTransfer.files]);
    });
})();
