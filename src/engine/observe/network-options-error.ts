/** A setting or an option of the network cannot be used. Thrown before anything is asked; the message is for the user. */
export class NetworkOptionsError extends Error {
  override readonly name = 'NetworkOptionsError';
}
