# Generated from openapi.yaml by tools/generate. Do not edit.
"""Realtime: the type of the messages of each channel."""

from __future__ import annotations

from typing import Any, Literal, Optional, overload

from .._realtime import AsyncRealtimeBase, AsyncSubscription, AsyncToken, Filters, OnNotice, RealtimeBase
from .._realtime import Subscription, Token
from . import types


class Realtime(RealtimeBase):
    """Listens to what is stored in the project."""

    @overload
    def subscribe(
        self,
        channel: Literal["pageviews"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.PageviewsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["errors"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.ErrorsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["links"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.LinksMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["audit"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.AuditMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["alerts"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.AlertsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["live"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[types.LiveMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: str,
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[Any]:
        ...

    def subscribe(
        self,
        channel: str,
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[Token] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> Subscription[Any]:
        """The messages of a channel, which is `pageviews`, `errors`, `links`, `audit`, `alerts`, `live`, or
        a report with its parameters, such as `report:pages?range=7d`.

        Connects when the first message is asked for. A connection that ends comes back by itself and goes on where it
        was: nothing is missed and nothing told twice, or a message of the type `snapshot` begins anew. While no
        message is asked for, none is read; a server for which too much waits then sends a snapshot.

        Checkers know the type of the messages from the channel; for a report, which they cannot tell from any other
        text, it is `ReportMessage`.

        :param filters: lets through only events that have one of these values in each of these fields; a value may
            end with `*`
        :param position: of the last message that was dealt with, to go on from there
        :param token: what is shown in the place of the key, or what gets it; that is asked at each connection
        :param on_notice: is told when messages come later than usual for a while
        :raises MicrologsError: while iterating, when the server does not let the client in for good
        """
        return self._subscribe(channel, filters, position, token, on_notice)


class AsyncRealtime(AsyncRealtimeBase):
    """Listens to what is stored in the project, for asyncio."""

    @overload
    def subscribe(
        self,
        channel: Literal["pageviews"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.PageviewsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["errors"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.ErrorsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["links"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.LinksMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["audit"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.AuditMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["alerts"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.AlertsMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: Literal["live"],
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[types.LiveMessage]:
        ...

    @overload
    def subscribe(
        self,
        channel: str,
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[Any]:
        ...

    def subscribe(
        self,
        channel: str,
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[AsyncToken] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> AsyncSubscription[Any]:
        """The messages of a channel, which is `pageviews`, `errors`, `links`, `audit`, `alerts`, `live`, or
        a report with its parameters, such as `report:pages?range=7d`.

        Connects when the first message is asked for. A connection that ends comes back by itself and goes on where it
        was: nothing is missed and nothing told twice, or a message of the type `snapshot` begins anew. While no
        message is asked for, none is read; a server for which too much waits then sends a snapshot.

        Checkers know the type of the messages from the channel; for a report, which they cannot tell from any other
        text, it is `ReportMessage`.

        :param filters: lets through only events that have one of these values in each of these fields; a value may
            end with `*`
        :param position: of the last message that was dealt with, to go on from there
        :param token: what is shown in the place of the key, or what gets it; that is asked at each connection
        :param on_notice: is told when messages come later than usual for a while
        :raises MicrologsError: while iterating, when the server does not let the client in for good
        """
        return self._subscribe(channel, filters, position, token, on_notice)
