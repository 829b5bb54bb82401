/**
 * Makes what the sources need and git does not hold: the WebAssembly kernels, the fonts of the PDF, the list of licences.
 * Quick when done.
 */
import './build/build-kernels.mjs';
import { ensurePlanFonts } from './build/build-fonts.mjs';
import { ensureLicences } from './build/build-licences.mjs';

ensurePlanFonts();
ensureLicences();
