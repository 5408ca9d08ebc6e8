/**
 * What of the connection is shown.
 * @param {import('@micrologs/browser/realtime').RealtimeState} state
 * @param {{ waitsUntil: number, now: number, tokenFailure: string }} about times in ms; why there was no token, or ''
 * @returns {{ tone: 'wait' | 'live' | 'ended', text: string, detail: string }}
 */
export function connectionView(state, { waitsUntil, now, tokenFailure }) {
  switch (state.state) {
    case 'open':
      return { tone: 'live', text: 'Live', detail: '' };
    case 'connecting':
      return { tone: 'wait', text: 'Connecting …', detail: tokenFailure };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((waitsUntil - now) / 1000));
      const reason = tokenFailure || state.reason;
      return { tone: 'wait', text: 'Reconnecting', detail: `in ${seconds} s${reason && ` · ${reason}`}` };
    }
    case 'closed':
      return { tone: 'ended', text: 'Ended', detail: state.reason || 'The connection was closed' };
  }
}
