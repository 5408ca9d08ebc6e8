/** The form of every successful JSON answer except the health check. */
export interface SuccessEnvelope<Data extends object> {
  success: true;
  message: string;
  data: Data;
}

/** The form of every failed one; a few carry more members, which openapi.yaml names. */
export interface FailureEnvelope {
  success: false;
  message: string;
}

export function successEnvelope<Data extends object>(message: string, data: Data): SuccessEnvelope<Data> {
  return { success: true, message, data };
}

export function failureEnvelope<Extra extends object>(message: string, extra?: Extra): FailureEnvelope & Extra {
  return { success: false, message, ...extra } as FailureEnvelope & Extra;
}
