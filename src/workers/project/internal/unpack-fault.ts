/** Text or bytes that no writer of project files has written. */
export class UnpackFault extends Error {
  override readonly name = 'UnpackFault';
}
