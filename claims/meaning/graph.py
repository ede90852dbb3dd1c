"""A BERT of any depth as an ONNX graph with weights of eight bits, from its arrays."""

import numpy as np
import onnx
from onnx import numpy_helper, parser
from onnxruntime.quantization import QuantType, quantize_dynamic

HEADS = 12
# One text at a time, so that nothing is padded and no vector depends on a neighbour. What goes in
# are the vectors of its words, of which a big table stays outside; what comes out is their mean.
FIRST = """
<ir_version: 9, opset_import: ["" : 20]>
bert (float[T, size] words) => (float[size] vector) {
    length = Shape <start = 0, end = 1> (words)
    zero = Constant <value_ints = [0]> ()
    heads = Constant <value_ints = [0, %(heads)d, -1]> ()
    flat = Constant <value_ints = [0, -1]> ()
    here = Slice (places, zero, length)
    placed = Add (words, here)
    x0 = LayerNormalization <axis = -1, epsilon = 1e-12> (placed, first_weight, first_bias)
"""
LAYER = """
    q0_{n} = MatMul (x{n}, query{n}_weight)
    q1_{n} = Add (q0_{n}, query{n}_bias)
    q2_{n} = Reshape (q1_{n}, heads)
    q_{n} = Transpose <perm = [1, 0, 2]> (q2_{n})
    k0_{n} = MatMul (x{n}, key{n}_weight)
    k1_{n} = Add (k0_{n}, key{n}_bias)
    k2_{n} = Reshape (k1_{n}, heads)
    k_{n} = Transpose <perm = [1, 2, 0]> (k2_{n})
    v0_{n} = MatMul (x{n}, value{n}_weight)
    v1_{n} = Add (v0_{n}, value{n}_bias)
    v2_{n} = Reshape (v1_{n}, heads)
    v_{n} = Transpose <perm = [1, 0, 2]> (v2_{n})
    a0_{n} = MatMul (q_{n}, k_{n})
    a1_{n} = Mul (a0_{n}, scale)
    a2_{n} = Softmax <axis = -1> (a1_{n})
    a3_{n} = MatMul (a2_{n}, v_{n})
    a4_{n} = Transpose <perm = [1, 0, 2]> (a3_{n})
    a5_{n} = Reshape (a4_{n}, flat)
    a6_{n} = MatMul (a5_{n}, mix{n}_weight)
    a7_{n} = Add (a6_{n}, mix{n}_bias)
    a8_{n} = Add (a7_{n}, x{n})
    m_{n} = LayerNormalization <axis = -1, epsilon = 1e-12> (a8_{n}, mixed{n}_weight, mixed{n}_bias)
    w0_{n} = MatMul (m_{n}, wide{n}_weight)
    w1_{n} = Add (w0_{n}, wide{n}_bias)
    w2_{n} = Gelu (w1_{n})
    w3_{n} = MatMul (w2_{n}, narrow{n}_weight)
    w4_{n} = Add (w3_{n}, narrow{n}_bias)
    w5_{n} = Add (w4_{n}, m_{n})
    x{next} = LayerNormalization <axis = -1, epsilon = 1e-12> (w5_{n}, out{n}_weight, out{n}_bias)
"""
LAST = "    vector = ReduceMean <keepdims = 0> (x{layers}, zero)\n}}"


def write(weights, path):
    """Write the graph of the `weights` (see weights.py) to a pathlib.Path, in eight bits."""
    layers = sum(name.startswith("query") for name in weights) // 2
    size = weights["places"].shape[1]
    text = FIRST % {"heads": HEADS}
    text += "".join(LAYER.format(n=n, next=n + 1) for n in range(layers))
    model = parser.parse_model(text + LAST.format(layers=layers))
    arrays = {name: array for name, array in weights.items() if name != "words"}
    arrays["scale"] = np.array((size // HEADS) ** -0.5)
    model.graph.initializer.extend(
        numpy_helper.from_array(np.ascontiguousarray(array, "f4"), name)
        for name, array in arrays.items()
    )
    whole = path.with_suffix(".whole")
    onnx.save(model, whole)
    quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)
    whole.unlink()
