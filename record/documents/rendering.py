"""JSON that PostgreSQL has written already passes through as it is."""

import json

from rest_framework.renderers import JSONRenderer


class Ready(str):
    """JSON that is written already."""


class ReadyJSONRenderer(JSONRenderer):
    """JSON whose ready parts pass through as they are."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if isinstance(data, dict) and any(isinstance(value, Ready) for value in data.values()):
            data = Ready(
                "{" + ", ".join(f"{json.dumps(k)}: {self.text(v)}" for k, v in data.items()) + "}"
            )
        if isinstance(data, Ready):
            return data.encode()
        return super().render(data, accepted_media_type, renderer_context)

    def text(self, value):
        return value if isinstance(value, Ready) else json.dumps(value, ensure_ascii=False)
