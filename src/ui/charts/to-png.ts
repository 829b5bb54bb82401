/** Points of the picture for one of the drawing: sharp on a screen of double density. */
const density = 2;
/** Browsers draw no canvas that is longer. */
const longest = 16_000;

/** A drawing as a PNG picture. Throws where the browser can't draw it. */
export async function toPng(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(density, longest / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('canvas');
    return png;
  } finally {
    URL.revokeObjectURL(address);
  }
}
