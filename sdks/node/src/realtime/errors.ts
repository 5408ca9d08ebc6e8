import { MicrologsError } from '../index.ts';
import type { ChannelError } from './generated/messages.ts';

/** The server closed the connection for good; `code` is that of the socket, such as 4001 for a wrong key. docs/realtime.md has them all. */
export class RealtimeClosedError extends MicrologsError {
  override name = 'RealtimeClosedError';
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`${reason || 'The connection was closed'} (${code})`);
    this.code = code;
  }
}

/** The server does not open a channel: there is none of this name, the token is not for it, or filters or parameters make no sense. */
export class ChannelRefusedError extends MicrologsError {
  override name = 'ChannelRefusedError';
  readonly channel: string;
  readonly code: ChannelError['code'];

  constructor(channel: string, { code, message }: ChannelError) {
    super(`${channel}: ${message}`);
    this.channel = channel;
    this.code = code;
  }
}
