/** Draw calls of WebGL: counted, and left out on request, so that only the work of issuing them is left. Imported first. */
export const drawCounter = { draws: 0, leaveOut: false };

for (const name of ['drawElements', 'drawArrays'] as const) {
  const draw = WebGL2RenderingContext.prototype[name] as (...parameters: unknown[]) => void;
  Object.assign(WebGL2RenderingContext.prototype, {
    [name](this: WebGL2RenderingContext, ...parameters: unknown[]) {
      drawCounter.draws += 1;
      if (!drawCounter.leaveOut) draw.apply(this, parameters);
    },
  });
}
