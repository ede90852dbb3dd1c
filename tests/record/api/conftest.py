"""What tests of the API ask with."""

import pytest


@pytest.fixture
def get(client):
    def get(path, status=200, /, **query):
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == status, response.content
        return response.json()

    return get
