"""Small detectors of bright cars that lie along the rows, as YOLO exports look: upright.onnx, turned.onnx.

A box filter of 28 x 6 pixels less its surroundings, kept at its local maxima, is the score; every box has that size.
No training. Run: python3 make.py (onnx 1.12, numpy)."""
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE, LENGTH, WIDTH = 192, 28, 6


def build(turned):
    nodes, constants = [], []

    def constant(name, array):
        constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    kernel = np.full((1, 1, WIDTH + 6, LENGTH + 2), 0, np.float32)
    kernel[0, 0, 3:-3, 1:-1] = 1 / (WIDTH * LENGTH)
    kernel[0, 0, :2] = kernel[0, 0, -2:] = -1 / (4 * (LENGTH + 2))
    kernel[0, 0, 3:-3, 0] = kernel[0, 0, 3:-3, -1] = -0.05
    grey = node("ReduceMean", ["images"], "grey", axes=[1], keepdims=1)
    # Even sides: the response at (r, c) belongs to the pixel corner (r, c).
    padded = [(WIDTH + 6) // 2, (LENGTH + 2) // 2, (WIDTH + 6) // 2 - 1, (LENGTH + 2) // 2 - 1]
    node("Conv", [grey, constant("kernel", kernel)], "raw", pads=padded)
    node("Relu", ["raw"], "response")
    node("MaxPool", ["response"], "top", kernel_shape=[7, 21], strides=[1, 1], pads=[3, 10, 3, 10])
    node("Sub", ["top", "response"], "below")
    node("Less", ["below", constant("little", np.float32(1e-6))], "isTop")
    node("Where", ["isTop", "response", constant("nothing", np.float32(0))], "kept")
    node("Mul", ["kept", constant("gain", np.float32(1.6))], "stronger")
    node("Min", ["stronger", constant("one", np.float32(1))], "scores2d")
    flat = constant("flat", np.array([1, 1, SIDE * SIDE], np.int64))
    node("Reshape", ["scores2d", flat], "scores")
    numbers = node("Range", [constant("a", np.float32(0)), constant("b", np.float32(SIDE)), constant("c", np.float32(1))], "numbers")
    square = constant("square", np.array([SIDE, SIDE], np.int64))
    node("Expand", [numbers, square], "columns2d")
    node("Reshape", ["columns2d", flat], "x")
    node("Transpose", ["columns2d"], "rows2d", perm=[1, 0])
    node("Reshape", ["rows2d", flat], "y")
    node("Expand", [constant("w1", np.full((1, 1, 1), LENGTH, np.float32)), flat], "w")
    node("Expand", [constant("h1", np.full((1, 1, 1), WIDTH, np.float32)), flat], "h")
    rows = ["x", "y", "w", "h", "scores"]
    if turned:
        node("Expand", [constant("angle1", np.full((1, 1, 1), 0, np.float32)), flat], "angle")
        rows.append("angle")
    node("Concat", rows, "output0", axis=1)
    graph = helper.make_graph(
        nodes, "bright cars",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("output0", TensorProto.FLOAT, [1, len(rows), SIDE * SIDE])],
        constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="yardcheck test")
    model.ir_version = 8
    for key, value in {"task": "obb" if turned else "detect", "names": "{0: 'railcar'}", "imgsz": f"[{SIDE}, {SIDE}]"}.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(model)
    return model


here = os.path.dirname(os.path.abspath(__file__))
for turned in (False, True):
    onnx.save(build(turned), os.path.join(here, "turned.onnx" if turned else "upright.onnx"))
