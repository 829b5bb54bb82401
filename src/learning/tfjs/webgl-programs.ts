import * as tf from '@tensorflow/tfjs-core';

/**
 * WebGL programs of an LSTM layer. Everything by unit is kept four figures to a texel: TensorFlow.js packs a logical
 * [2 rows, 2 columns] block into one, so that a tensor of logical shape [2 R, 2 H] has one texel for each of R rows and H
 * units. `M` [2 R, 2 H], R = in + H + 1, holds the weights of the gates i, f, c, o from input, h and bias to unit j;
 * `Gates` the activated gates; a state (c, h, tanh c, 0); a slope the gradients (by c, by h, 0, 0).
 */
interface Program {
  readonly variableNames: string[];
  readonly outputShape: number[];
  readonly userCode: string;
  readonly packedInputs: true;
  readonly packedOutput: true;
  readonly customUniforms?: { name: string; type: 'int' | 'float' }[];
}

/** What we use of TensorFlow.js' WebGL backend beyond the public interface. */
interface ProgramRunner {
  runWebGLProgram(program: Program, inputs: tf.TensorInfo[], dtype: 'float32', uniforms?: number[][]): tf.TensorInfo;
}

/** A layer as the programs are compiled for it. */
export interface LayerShape {
  readonly rows: number;
  readonly inputs: number;
  readonly units: number;
  /** The layer reads the state of the layer below instead of the batch's inputs. */
  readonly above: boolean;
  /** The layer below is dropped out. */
  readonly dropsBelow: boolean;
  readonly masked: boolean;
}

/** Inputs of a step in the order that {@link sourceOf} declares. */
export type SourceTensors = readonly tf.Tensor[];

export function run(program: Program, inputs: readonly tf.Tensor[], uniforms?: number[][]): tf.Tensor2D {
  const runner = tf.backend() as unknown as ProgramRunner;
  const output = runner.runWebGLProgram(program, [...inputs], 'float32', uniforms);
  return tf.engine().makeTensorFromTensorInfo(output) as tf.Tensor2D;
}

const activations = `
  float logistic(float z) { return 1.0 / (1.0 + exp(-z)); }
  float tanhOf(float x) { float e = exp(-2.0 * abs(x)); return sign(x) * (1.0 - e) / (1.0 + e); }
`;

function program(names: string[], outputShape: number[], code: string, offset: boolean): Program {
  return {
    variableNames: names,
    outputShape,
    userCode: code,
    packedInputs: true,
    packedOutput: true,
    ...(offset ? { customUniforms: [{ name: 'rowOffset', type: 'int' }] } : {}),
  };
}

/** Input k of row b, and the keep factor of the layer below; `rowOffset` = first row of the step in time-major tensors. */
function sourceOf({ above, dropsBelow }: LayerShape): { readonly names: string[]; readonly code: string } {
  if (!above)
    return {
      names: ['X'],
      code: `float inputAt(int b, int k) {
        return getChannel(getX(rowOffset + b, k), vec2(float(rowOffset + b), float(k)));
      }`,
    };
  const keep = dropsBelow ? ' * keepAt(b, k)' : '';
  return {
    names: ['Below', ...(dropsBelow ? ['Keep'] : [])],
    code: `${dropsBelow ? keepCode : ''}
      float inputAt(int b, int k) { return getBelow(2 * b, 2 * k).g${keep}; }`,
  };
}

const keepCode = `float keepAt(int b, int k) {
  return getChannel(getKeep(rowOffset + b, k), vec2(float(rowOffset + b), float(k)));
}`;

const maskCode = `bool isReal(int b) {
  return getChannel(getStepMask(rowOffset + b, 0), vec2(float(rowOffset + b), 0.0)) > 0.5;
}`;

/** Activated gates of a step. Inputs: M, Before (state), source. */
export function gatesProgram(layer: LayerShape): Program {
  const { rows, inputs, units } = layer;
  const source = sourceOf(layer);
  const code = `${activations}${source.code}
    void main() {
      ivec2 rc = getOutputCoords();
      int b = rc.x / 2;
      vec4 z = getM(${2 * (inputs + units)}, rc.y);
      for (int k = 0; k < ${inputs}; k++) z += inputAt(b, k) * getM(2 * k, rc.y);
      for (int k = 0; k < ${units}; k++) z += getBefore(rc.x, 2 * k).g * getM(2 * (${inputs} + k), rc.y);
      setOutput(vec4(logistic(z.x), logistic(z.y), tanhOf(z.z), logistic(z.w)));
    }`;
  return program(['M', 'Before', ...source.names], [2 * rows, 2 * units], code, true);
}

/** State after a step. Inputs: Gates, Before, StepMask where masked. */
export function stateProgram({ rows, units, masked }: LayerShape): Program {
  const code = `${activations}${masked ? maskCode : ''}
    void main() {
      ivec2 rc = getOutputCoords();
      vec4 gate = getGates(rc.x, rc.y);
      vec4 before = getBefore(rc.x, rc.y);
      float c = gate.y * before.x + gate.x * gate.z;
      float t = tanhOf(c);
      vec4 state = vec4(c, gate.w * t, t, 0.0);
      setOutput(${masked ? 'isReal(rc.x / 2) ? state : before' : 'state'});
    }`;
  return program(['Gates', 'Before', ...(masked ? ['StepMask'] : [])], [2 * rows, 2 * units], code, true);
}

/** Gradients by the step's h and c, from the step after and from the layer above. */
const slopeCode = (fromAbove: boolean) => `
  vec4 gate = getGates(rc.x, rc.y);
  vec4 state = getState(rc.x, rc.y);
  vec4 slope = getSlope(rc.x, rc.y);
  float dh = slope.y${fromAbove ? ' + getAbove(rc.x, rc.y).y' : ''};
  float dc = slope.x + dh * gate.w * (1.0 - state.z * state.z);
`;

/** Gradient by the gates' sums z. Inputs: Gates, State, Slope, Above where there is one, Before, StepMask where masked. */
export function gateSlopeProgram({ rows, units, masked }: LayerShape, fromAbove: boolean): Program {
  const code = `${masked ? maskCode : ''}
    void main() {
      ivec2 rc = getOutputCoords();
      ${slopeCode(fromAbove)}
      float beforeC = getBefore(rc.x, rc.y).x;
      vec4 dz = vec4(
        dc * gate.z * gate.x * (1.0 - gate.x),
        dc * beforeC * gate.y * (1.0 - gate.y),
        dc * gate.x * (1.0 - gate.z * gate.z),
        dh * state.z * gate.w * (1.0 - gate.w));
      setOutput(${masked ? 'isReal(rc.x / 2) ? dz : vec4(0.0)' : 'dz'});
    }`;
  const names = ['Gates', 'State', 'Slope', ...(fromAbove ? ['Above'] : []), 'Before', ...(masked ? ['StepMask'] : [])];
  return program(names, [2 * rows, 2 * units], code, true);
}

/** Gradient into the step before. Inputs: Gates, State, Slope, Above where there is one, Dz, M, StepMask where masked. */
export function stateSlopeProgram({ rows, inputs, units, masked }: LayerShape, fromAbove: boolean): Program {
  const code = `${masked ? maskCode : ''}
    void main() {
      ivec2 rc = getOutputCoords();
      ${slopeCode(fromAbove)}
      int row = 2 * ${inputs} + rc.y;
      float sum = 0.0;
      for (int j = 0; j < ${units}; j++) sum += dot(getDz(rc.x, 2 * j), getM(row, 2 * j));
      vec4 before = vec4(dc * gate.y, sum, 0.0, 0.0);
      setOutput(${masked ? 'isReal(rc.x / 2) ? before : vec4(slope.x, dh, 0.0, 0.0)' : 'before'});
    }`;
  const names = [
    'Gates',
    'State',
    'Slope',
    ...(fromAbove ? ['Above'] : []),
    'Dz',
    'M',
    ...(masked ? ['StepMask'] : []),
  ];
  return program(names, [2 * rows, 2 * units], code, true);
}

/** Gradient of M with a step added. Inputs: Total, Dz, Before, source. */
export function weightSlopeProgram(layer: LayerShape): Program {
  const { rows, inputs, units } = layer;
  const source = sourceOf(layer);
  const code = `${source.code}
    void main() {
      ivec2 rc = getOutputCoords();
      int r = rc.x / 2;
      vec4 sum = vec4(0.0);
      for (int b = 0; b < ${rows}; b++) {
        float x = r < ${inputs} ? inputAt(b, r) : r < ${inputs + units} ? getBefore(2 * b, 2 * (r - ${inputs})).g : 1.0;
        sum += x * getDz(2 * b, rc.y);
      }
      setOutput(getTotal(rc.x, rc.y) + sum);
    }`;
  return program(['Total', 'Dz', 'Before', ...source.names], [2 * (inputs + units + 1), 2 * units], code, true);
}

/** Gradient into h of the layer below. Inputs: Dz, M, Keep where it is dropped out. */
export function inputSlopeProgram({ rows, inputs, units, dropsBelow }: LayerShape): Program {
  const code = `${dropsBelow ? keepCode : ''}
    void main() {
      ivec2 rc = getOutputCoords();
      float sum = 0.0;
      for (int j = 0; j < ${units}; j++) sum += dot(getDz(rc.x, 2 * j), getM(rc.y, 2 * j));
      setOutput(vec4(0.0, sum${dropsBelow ? ' * keepAt(rc.x / 2, rc.y / 2)' : ''}, 0.0, 0.0));
    }`;
  return program(['Dz', 'M', ...(dropsBelow ? ['Keep'] : [])], [2 * rows, 2 * inputs], code, true);
}

/** h of a state as a matrix [rows, units]. Input: State. */
export function readHProgram(rows: number, units: number): Program {
  const at = (row: string, column: string): string =>
    `(${row} < ${rows} && ${column} < ${units} ? getState(2 * (${row}), 2 * (${column})).g : 0.0)`;
  const code = `void main() {
      ivec2 rc = getOutputCoords();
      setOutput(vec4(
        ${at('rc.x', 'rc.y')}, ${at('rc.x', 'rc.y + 1')}, ${at('rc.x + 1', 'rc.y')}, ${at('rc.x + 1', 'rc.y + 1')}));
    }`;
  return program(['State'], [rows, units], code, false);
}

/** A gradient by h [rows, units] as a slope. Input: OfH. */
export function slopeOfHProgram(rows: number, units: number): Program {
  const code = `void main() {
      ivec2 rc = getOutputCoords();
      ivec2 at = rc / 2;
      setOutput(vec4(0.0, getChannel(getOfH(at.x, at.y), vec2(float(at.x), float(at.y))), 0.0, 0.0));
    }`;
  return program(['OfH'], [2 * rows, 2 * units], code, false);
}

/**
 * Adam entry by entry, one program each for the moments and the weights, in the block's own shape. `rest` = 1 - beta comes
 * in from double: 1 - 0.999 in float32 would be off by 5e-5 of itself.
 */
export function adamPrograms(shape: readonly number[]): { readonly [key in 'first' | 'second' | 'weights']: Program } {
  const entrywise = (names: string[], uniforms: string[], value: string): Program => ({
    variableNames: names,
    outputShape: [...shape],
    packedInputs: true,
    packedOutput: true,
    customUniforms: uniforms.map((name) => ({ name, type: 'float' })),
    userCode: `void main() {
      ivec2 rc = getOutputCoords();
      ${names.map((name) => `vec4 ${name.toLowerCase()} = get${name}(rc.x, rc.y);`).join('\n')}
      setOutput(${value});
    }`,
  });
  return {
    first: entrywise(['M', 'G'], ['beta', 'rest'], 'm * beta + g * rest'),
    second: entrywise(['V', 'G'], ['beta', 'rest'], 'v * beta + g * g * rest'),
    weights: entrywise(
      ['W', 'M', 'V'],
      ['rate', 'secondFactor', 'epsilon'],
      'w - rate * m / (sqrt(v * secondFactor) + epsilon)',
    ),
  };
}
