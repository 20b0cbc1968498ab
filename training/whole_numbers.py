"""Networks in whole numbers of eight bits, which processors work through two to three times as fast (decision 0016).

Weights are whole numbers of -63 to 63 with one scale an output channel. What goes from layer to layer is whole numbers of 0 to 255
with one scale and one zero a layer, chosen on training strips. What reads off the answers stays as it is.

Source: Jacob et al. (2018), Quantization and training of neural networks for efficient integer-arithmetic-only inference, CVPR; the
ONNX operators QuantizeLinear and DequantizeLinear around each layer, which ONNX Runtime joins into whole-number layers.
"""

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch.nn import functional

# Not 127: processors without VNNI add two products of bytes in 16 bits, and 2 x 255 x 127 does not fit; with 63 all of them give the
# same sums. Sources: ONNX Runtime, "Quantize ONNX models", on U8S8 and reduce_range; OpenVINO, "Saturation (overflow) issue
# workaround"; measured in decision 0016.
MOST_WEIGHT = 63
STEPS = 255
# Ends of a layer's range that are tried, as shares of the smallest and largest value seen.
LOW_ENDS = np.linspace(0.3, 1, 15)
HIGH_ENDS = np.linspace(0.1, 1, 46)
BINS = 4096


def weights_of(graph):
    """Every constant of a graph by name, weights kept as whole numbers as the numbers that they stand for."""
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in values:
            whole, scale, _ = (values[name] for name in node.input)
            along = scale.reshape(-1, *[1] * (whole.ndim - 1))
            values[node.output[0]] = whole.astype(np.float32) * along
        if node.op_type == "Constant":
            values[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return values


def run(graph, planes, see=lambda name, value: None):
    """What a graph of ours answers to planes [N, 7, rows, columns], by torch; `see` is shown what each node gives."""
    constants = weights_of(graph)
    values = {name: torch.from_numpy(np.array(value)) for name, value in constants.items()}
    values[graph.input[0].name] = planes
    see(graph.input[0].name, planes)
    for node in graph.node:
        if node.output[0] in constants:
            continue
        given = [values[name] for name in node.input]
        said = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        value = values[node.output[0]] = OPERATORS[node.op_type](given, said)
        see(node.output[0], value)
    return values[graph.output[0].name]


def convolve(given, said):
    pads, strides, dilations = said["pads"], said["strides"], said["dilations"]
    return functional.conv2d(*given, stride=strides, padding=pads[: len(pads) // 2], dilation=dilations)


OPERATORS = {
    "Conv": convolve,
    "Relu": lambda given, _: torch.relu(given[0]),
    "Add": lambda given, _: given[0] + given[1],
    "Gather": lambda given, said: given[0].select(said["axis"], int(given[1])),
    "QuantizeLinear": lambda given, _: (torch.round(given[0] / given[1]) + given[2]).clamp(0, STEPS),
    "DequantizeLinear": lambda given, _: (given[0].float() - given[2]) * given[1],
}


def range_of(low, high, counts):
    """The ends between which STEPS equal steps stand for what was seen with the least mean squared error.

    counts: how much was seen in equal parts of low to high.
    """
    middles = low + (np.arange(len(counts)) + 0.5) * (high - low) / len(counts)
    best = (np.inf, low, high)
    for start in low * LOW_ENDS if low < 0 else [0.0]:
        for end in high * HIGH_ENDS:
            scale, zero = scale_of(start, end)
            stood_for = (np.clip(np.round(middles / scale) + zero, 0, STEPS) - zero) * scale
            best = min(best, (float((counts * (stood_for - middles) ** 2).sum()), start, end))
    return best[1:]


def scale_of(low, high):
    scale = max((high - low) / STEPS, 1e-8)
    return scale, round(-low / scale)


def ranges_of(graph, batches):
    """Of each value that a layer takes in, the range that whole numbers shall stand for; batches: a list of planes."""
    wanted = {name for node in graph.node if node.op_type in ("Conv", "Add") for name in node.input}
    ends, counts = {}, {}

    def see_ends(name, value):
        if name not in wanted:
            return
        low, high = ends.get(name, (0.0, 0.0))
        ends[name] = min(low, value.min().item()), max(high, value.max().item())

    def see_counts(name, value):
        if name not in wanted:
            return
        low, high = ends[name]
        counts[name] = counts.get(name, 0) + torch.histc(value, BINS, low, high).numpy().astype(np.float64)

    with torch.no_grad():
        for see in (see_ends, see_counts):
            for planes in batches:
                run(graph, planes, see)
    return {name: range_of(*ends[name], counts[name]) for name in ends}


class Rewriter:
    """Nodes and constants of the graph in whole numbers, while it is put together."""

    def __init__(self, ranges):
        self.ranges, self.nodes, self.constants, self.whole = ranges, [], [], {}

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def rounded(self, name):
        """The value of that name as whole numbers stand for it, and the scale."""
        if name not in self.whole:
            scale, zero = scale_of(*self.ranges[name])
            with_scale = [self.constant(f"{name}.scale", np.float32(scale)), self.constant(f"{name}.zero", np.uint8(zero))]
            self.nodes.append(helper.make_node("QuantizeLinear", [name, *with_scale], [f"{name}.whole"]))
            self.nodes.append(helper.make_node("DequantizeLinear", [f"{name}.whole", *with_scale], [f"{name}.rounded"]))
            self.whole[name] = f"{name}.rounded", np.float32(scale)
        return self.whole[name]

    def stored(self, name, whole, scale):
        """A constant that is kept as whole numbers, one scale for each of its first dimension."""
        parts = [self.constant(f"{name}.whole", whole), self.constant(f"{name}.scale", scale)]
        parts.append(self.constant(f"{name}.zero", np.zeros(len(scale), whole.dtype)))
        self.nodes.append(helper.make_node("DequantizeLinear", parts, [name], axis=0))

    def convolution(self, node, weight, bias):
        given, scale_in = self.rounded(node.input[0])
        scale = np.abs(weight).reshape(len(weight), -1).max(1) / MOST_WEIGHT
        scale = np.maximum(scale, np.finfo(np.float32).tiny).astype(np.float32)
        along = scale.reshape(-1, *[1] * (weight.ndim - 1))
        self.stored(node.input[1], np.round(weight / along).astype(np.int8), scale)
        self.stored(node.input[2], np.round(bias / (scale * scale_in)).astype(np.int32), scale * scale_in)
        node.input[0] = given
        self.nodes.append(node)


def in_whole_numbers(path, batches):
    """Rewrites the ONNX file of a car network; batches: a list of planes [N, 7, rows, columns] of training strips."""
    model = onnx.load(path)
    graph = model.graph
    rewriter = Rewriter(ranges_of(graph, batches))
    values = weights_of(graph)
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    for node in list(graph.node):
        if node in convolutions[:-1]:
            rewriter.convolution(node, *(values[name] for name in node.input[1:]))
            continue
        if node.op_type in ("Add", "Conv"):
            # What reads off the answers takes whole numbers in, and works in numbers with a point.
            for place in range(2 if node.op_type == "Add" else 1):
                node.input[place] = rewriter.rounded(node.input[place])[0]
        rewriter.nodes.append(node)
    made = {output for node in rewriter.nodes for output in node.output}
    kept = [tensor for tensor in graph.initializer if tensor.name not in made]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(rewriter.nodes)
    graph.initializer.extend([*kept, *rewriter.constants])
    onnx.checker.check_model(model)
    onnx.save(model, path)
