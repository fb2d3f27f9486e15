"""Rules chosen one after the other in a hurry: what was chosen last is what is kept."""

from playwright.sync_api import Route, expect

from tests.browser.journey import Journey

HELD_BACK = """() => {
    const fetched = window.fetch;
    let asked = 0;
    window.kept = 0;
    window.fetch = async (address, options = {}) => {
        if (options.method !== "PUT") return fetched(address, options);
        if ((asked += 1) === 1) await new Promise((done) => window.setTimeout(done, 400));
        const answer = await fetched(address, options);
        window.kept += 1;
        return answer;
    };
}"""


def test_rules_chosen_last_are_kept_although_those_before_were_late(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/publish")
    page.wait_for_selector("[data-profile][aria-pressed=true]")
    page.evaluate(HELD_BACK)
    for profile in ("strict", "municipal"):
        page.locator(f"[data-profile={profile}]").click()
    page.wait_for_function("() => window.kept === 2")
    page.wait_for_selector("[data-profile=municipal][aria-pressed=true]")
    project = page.evaluate("JSON.parse(document.querySelector('main.publish').dataset.words).project")
    assert page.request.get(f"{journey.url}/publish/{project}/rules").json()["profile"] == "municipal"
    page.locator("#publish-stop").click()


def test_a_file_can_be_kept_stricter_and_what_the_page_does_not_ask_about_stays(journey: Journey) -> None:
    page = journey.page
    page.goto(f"{journey.url}/de/publish")
    page.wait_for_selector("[data-profile][aria-pressed=true]")
    rules = page.evaluate(
        "`${location.origin}/publish/${JSON.parse(document.querySelector('main.publish').dataset.words).project}/rules`"
    )
    select = page.locator("[data-stricter=files]").first
    file = select.get_attribute("data-of") or ""
    page.request.put(rules, data={"profile": "ba", "files": {file: {"minimum_denominator": 300}}})
    page.reload()
    page.wait_for_selector("[data-profile=ba][aria-pressed=true]")
    select.evaluate("(one) => one.closest('details').open = true")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        select.select_option("10")
    page.wait_for_function("() => document.querySelector('#publish-state').dataset.state !== 'failed'")
    assert page.request.get(rules).json()["files"] == {file: {"minimum_denominator": 300, "minimum_numerator": 10}}
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        select.select_option("0")
    assert page.request.get(rules).json()["files"] == {file: {"minimum_denominator": 300}}
    page.request.put(rules, data={"profile": "ba"})
    page.locator("#publish-stop").click()


def test_the_page_says_what_a_proof_is_at_and_how_much_of_it_is_done(journey: Journey) -> None:
    page = journey.page
    steps = [{"said": "Gelesen wird."}, {"said": "Geprüft wird: 30 von 120.", "done": 30, "of": 120}]
    asked: list[str] = []

    def tell(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(json={"seconds": len(asked), "step": steps[min(len(asked), len(steps)) - 1]})

    page.route("**/publish/*/proof/*?*", tell)
    page.goto(f"{journey.url}/de/publish")
    share, stage = page.locator("#publish-share"), page.locator("#publish-stage")
    expect(stage).to_have_text("Der Beweis läuft seit 1\N{NO-BREAK SPACE}s. Gelesen wird.")
    assert share.get_attribute("value") is None
    expect(stage).to_contain_text("s. Geprüft wird: 30 von 120.")
    expect(page.locator("#publish-state")).to_have_text("Bundesagentur für Arbeit: Geprüft wird: 30 von 120.")
    assert share.evaluate("(one) => one.value") == 0.25
    page.unroute("**/publish/*/proof/*?*")
    page.locator("#publish-stop").click()
