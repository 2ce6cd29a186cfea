from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit.http import Api, running
from tests.kit.reference import reference_url


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The application on each kind of log, with the reference data; shared by one module's tests.

    They leave each other alone: each makes what it needs under ids of its own.
    """
    folder = tmp_path_factory.mktemp("api")
    with reference_url(request.param, folder) as url, running(url, folder) as api:
        yield api


@pytest.fixture
def head(api: Api) -> int:
    """Where the log stood when the test began."""
    return api.store.head()
