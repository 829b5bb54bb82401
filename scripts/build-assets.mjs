/** Makes what the sources need and git does not hold: the WebAssembly kernels and the fonts of the PDF. Quick when done. */
import './build-kernels.mjs';
import { ensurePlanFonts } from './build-fonts.mjs';

ensurePlanFonts();
