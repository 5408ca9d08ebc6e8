import type { AddOn } from '../client/options.ts';
import { watchErrors } from '../errors.ts';

export interface ErrorsOptions {
  /** The share of errors that are sent, 0–1. Default 1. */
  sampleRate?: number;
}

/** Uncaught errors and unhandled rejections: each distinct one once per page load, at most 50 of them. */
export const errors =
  ({ sampleRate = 1 }: ErrorsOptions = {}): AddOn =>
  (host) =>
    watchErrors(host.describeError, (error) => {
      if (Math.random() < sampleRate) host.error(error);
    });
