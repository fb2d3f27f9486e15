"""The routes of the comparison: begun, followed and ended like a proof, in a process of its own."""

from typing import Any

from flask import Flask

from callbacks.publish.shared.answering import Answer, answered
from callbacks.publish.shared.comparing import asked_prices, prices_told
from callbacks.publish.shared.kept_rules import KeptRules
from callbacks.publish.shared.proofs import Proofs
from callbacks.shared.sent import sent_object
from callbacks.shared.services import Services
from texts import Texts


def register(server: Flask, services: Services) -> None:
    """Add the routes."""
    rules = KeptRules(services.projects)
    comparisons = Proofs(rules.folder, "layers.protection_prices")
    services.projects.when_forgotten(comparisons.forget)

    @server.post("/publish/<project>/compare")
    def publish_compare(project: str) -> Answer:
        def begin(_: Texts) -> dict[str, Any]:
            atlas = services.atlas(project)
            return {"token": comparisons.begin(asked_prices(atlas, rules.of(atlas), sent_object()))}

        return answered(begin)

    @server.get("/publish/<project>/compare/<token>")
    def publish_compared(project: str, token: str) -> Answer:
        return answered(lambda _: prices_told(comparisons.of(token, services.atlas(project))))

    @server.post("/publish/<project>/compare/<token>/cancel")
    def publish_compare_cancel(project: str, token: str) -> Answer:
        def end(_: Texts) -> dict[str, Any]:
            comparisons.end(token, services.atlas(project))
            return {}

        return answered(end)
