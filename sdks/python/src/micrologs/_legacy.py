"""The methods of the 1.x SDK: the decoded envelope, or None and a warning on any failure, after one attempt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional, Union

from ._caller import Caller
from ._errors import ApiError, MicrologsError
from ._generated.operations import OPERATIONS
from ._operation import raw_call
from ._warning import warn

Envelope = Optional[Mapping[str, Any]]
_STATUSES = ("open", "investigating", "resolved", "ignored")


class SilentCaller:
    """Questions whose failure is a warning."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def call(self, operation_id: str, fields: Mapping[str, Any]) -> Envelope:
        """The envelope, or None."""
        try:
            envelope: Envelope = self._caller.ask_once(raw_call(OPERATIONS[operation_id], fields))
            return envelope
        except ApiError as error:
            return warned(f"HTTP {error.status}: {error.message}")
        except (MicrologsError, TypeError, ValueError) as error:
            return warned(str(error))


class LegacyAnalytics:
    """Reports as the 1.x SDK had them; parameters go to the query as they are, `from_` as `from`."""

    def __init__(self, caller: SilentCaller) -> None:
        self._caller = caller

    def _get(self, operation_id: str, parameters: Mapping[str, Any]) -> Envelope:
        return self._caller.call(
            operation_id, {"from" if name == "from_" else name: value for name, value in parameters.items()}
        )

    def visitors(self, **parameters: Any) -> Envelope:
        """Unique visitors, pageviews, sessions and bounce rate."""
        return self._get("getVisitors", parameters)

    def returning(self, **parameters: Any) -> Envelope:
        """New and returning visitors."""
        return self._get("getReturningVisitors", parameters)

    def sessions(self, **parameters: Any) -> Envelope:
        """Sessions, their length and depth."""
        return self._get("getSessions", parameters)

    def pages(self, **parameters: Any) -> Envelope:
        """The pages with the most pageviews."""
        return self._get("getPages", parameters)

    def devices(self, **parameters: Any) -> Envelope:
        """Devices, operating systems and browsers."""
        return self._get("getDevices", parameters)

    def locations(self, **parameters: Any) -> Envelope:
        """Countries, regions and cities."""
        return self._get("getLocations", parameters)

    def referrers(self, **parameters: Any) -> Envelope:
        """Where visitors came from."""
        return self._get("getReferrers", parameters)

    def utm(self, **parameters: Any) -> Envelope:
        """Campaigns."""
        return self._get("getUtm", parameters)

    def errors(self, **parameters: Any) -> Envelope:
        """Error groups."""
        return self._get("getErrors", parameters)

    def errors_trend(self, **parameters: Any) -> Envelope:
        """Occurrences over time."""
        return self._get("getErrorTrend", parameters)

    def error_detail(self, **parameters: Any) -> Envelope:
        """One error group and its occurrences."""
        return self._get("getErrorDetail", parameters)

    def audits(self, **parameters: Any) -> Envelope:
        """Audit entries."""
        return self._get("getAudits", parameters)

    def links(self, **parameters: Any) -> Envelope:
        """Short links by their clicks."""
        return self._get("getLinkAnalytics", parameters)

    def link_detail(self, **parameters: Any) -> Envelope:
        """The clicks of one short link."""
        return self._get("getLinkDetail", parameters)


class LegacyMethods:
    """What `Micrologs` had in 1.x besides `error` and `audit`."""

    @property
    def _silent(self) -> SilentCaller:
        raise NotImplementedError

    def create_link(self, url: str, label: str = "") -> Envelope:
        """Makes a short link."""
        if not url:
            return warned("create_link needs a URL")
        return self._silent.call("createLink", {"destination_url": url, "label": label})

    def get_link(self, code: str) -> Envelope:
        """A short link."""
        if not code:
            return warned("get_link needs a code")
        return self._silent.call("getLink", {"code": code})

    def edit_link(
        self,
        code: str,
        *,
        destination_url: Optional[str] = None,
        label: Optional[str] = None,
        is_active: Optional[bool] = None,
    ) -> Envelope:
        """Changes of a short link what is given."""
        if not code:
            return warned("edit_link needs a code")
        fields = {"code": code, "destination_url": destination_url, "label": label, "is_active": is_active}
        return self._silent.call("editLink", {name: value for name, value in fields.items() if value is not None})

    def delete_link(self, code: str) -> Envelope:
        """Deletes a short link with its clicks."""
        if not code:
            return warned("delete_link needs a code")
        return self._silent.call("deleteLink", {"code": code})

    def update_error_status(self, ids: Union[int, list[int]], status: str) -> Envelope:
        """Sets the status of one error group or several."""
        if not ids:
            return warned("update_error_status needs ids")
        if status not in _STATUSES:
            return warned(f"status must be one of: {', '.join(_STATUSES)}")
        name = "ids" if isinstance(ids, (list, tuple)) else "id"
        return self._silent.call("updateErrorStatus", {name: ids, "status": status})

    def verify(self, key: str) -> Envelope:
        """Which project a key belongs to."""
        if not key:
            return warned("verify needs a key")
        return self._silent.call("verifyKey", {"key": key})

    def analytics(self) -> LegacyAnalytics:
        """The reports of 1.x; `api.analytics` has all of them, with types."""
        return LegacyAnalytics(self._silent)


def warned(why: str) -> Envelope:
    """The one way in which a silent method tells that it failed."""
    warn(why)
    return None
