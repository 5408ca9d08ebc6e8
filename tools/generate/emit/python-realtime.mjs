import { MESSAGES } from '../realtime.mjs';
import { HEADER } from './python-source.mjs';

/** What tells the two classes apart. */
const KINDS = [
  {
    name: 'Realtime',
    subscription: 'Subscription',
    token: 'Token',
    about: 'Listens to what is stored in the project.',
  },
  {
    name: 'AsyncRealtime',
    subscription: 'AsyncSubscription',
    token: 'AsyncToken',
    about: 'Listens to what is stored in the project, for asyncio.',
  },
];

/** The classes whose `subscribe` gives messages of a type that follows from the channel. */
export function emitPythonRealtime(types) {
  for (const name of Object.values(MESSAGES)) types.of({ $ref: `#/components/schemas/${name}` }, name);
  return `${HEADER}"""Realtime: the type of the messages of each channel."""

from __future__ import annotations

from typing import Any, Literal, Optional, overload

from .._realtime import AsyncRealtimeBase, AsyncSubscription, AsyncToken, Filters, OnNotice, RealtimeBase
from .._realtime import Subscription, Token
from . import types

${KINDS.map((kind) => `\n${emitClass(kind)}`).join('\n')}`;
}

function emitClass({ name, subscription, token, about }) {
  const signature = (channel, message) => `    def subscribe(
        self,
        channel: ${channel},
        *,
        filters: Optional[Filters] = None,
        position: Optional[str] = None,
        token: Optional[${token}] = None,
        on_notice: Optional[OnNotice] = None,
    ) -> ${subscription}[${message}]:`;
  const overloads = Object.entries(MESSAGES).map(
    ([channel, message]) => `    @overload
${channel === 'report' ? signature('str', 'Any') : signature(`Literal["${channel}"]`, `types.${message}`)}
        ...
`,
  );
  return `class ${name}(${name}Base):
    """${about}"""

${overloads.join('\n')}
${signature('str', 'Any')}
        """The messages of a channel, which is \`pageviews\`, \`errors\`, \`links\`, \`audit\`, \`alerts\`, \`live\`, or
        a report with its parameters, such as \`report:pages?range=7d\`.

        Connects when the first message is asked for. A connection that ends comes back by itself and goes on where it
        was: nothing is missed and nothing told twice, or a message of the type \`snapshot\` begins anew. While no
        message is asked for, none is read; a server for which too much waits then sends a snapshot.

        Checkers know the type of the messages from the channel; for a report, which they cannot tell from any other
        text, it is \`ReportMessage\`.

        :param filters: lets through only events that have one of these values in each of these fields; a value may
            end with \`*\`
        :param position: of the last message that was dealt with, to go on from there
        :param token: what is shown in the place of the key, or what gets it; that is asked at each connection
        :param on_notice: is told when messages come later than usual for a while
        :raises MicrologsError: while iterating, when the server does not let the client in for good
        """
        return self._subscribe(channel, filters, position, token, on_notice)
`;
}
