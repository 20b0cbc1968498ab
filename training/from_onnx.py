"""Takes up the weights of an exported network again, so that training can go on from those that ship.

Exporting folds each normalisation into the convolution before it. Here it gets its own numbers back: what it normalises
by is measured on training strips, and its scale and offset are set so that the network's outputs stay what they were, but for what
the exported one rounds between its layers (whole_numbers.py); weights are those that its whole numbers stand for. A
network whose stem has other widths keeps the channels that weigh most, and begins new ones small.
"""

import numpy as np
import onnx
import torch
from torch import nn

from network import Shape
from whole_numbers import weights_of


def convolutions(path):
    """Weight and bias of each convolution in an ONNX file, in order; those kept as whole numbers as the numbers that they stand for."""
    graph = onnx.load(path).graph
    values = weights_of(graph)
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    if not all(name in values for node in nodes for name in node.input[1:]):
        raise ValueError(f"the weights in {path} are kept in no form that is known here, such as those before version 2026-11-27.4")
    return [[values[name] for name in node.input[1:]] for node in nodes]


def shape_of(path):
    """The shape of an exported car network: its first three convolutions are the stem, the fourth lays its rows together, the
    last one reads off the answers."""
    channels = [len(bias) for _, bias in convolutions(path)]
    nodes = [node for node in onnx.load(path).graph.node if node.op_type == "Conv"]
    dilations = [list(a.ints)[-1] for node in nodes[4:-1] for a in node.attribute if a.name == "dilations"]
    return Shape(tuple(channels[:3]), channels[3], tuple(dilations))


def of_widths(folded, layers):
    """The convolutions of a network, some of whose layers have more channels than those here, or fewer.

    What goes on is what the next layer takes up with the largest sum of absolute weights. New channels get a third of torch's own first
    weights, on both sides, so that outputs change little.
    """
    folded = [[np.array(part) for part in pair] for pair in folded]
    for place, layer in enumerate(layers[:-1]):
        weight, bias = folded[place]
        after, after_bias = folded[place + 1]
        have, want = len(weight), layer.out_channels
        # Networks up to version 2026-11-27.1 laid the stem's rows into channels: each channel has several of them.
        rows = after.shape[1] // have
        if want == have:
            continue
        after = after.reshape(len(after), have, rows, *after.shape[2:])
        importance = np.abs(after).sum(axis=tuple(d for d in range(after.ndim) if d != 1)) * np.abs(weight).reshape(have, -1).sum(1)
        kept = np.sort(np.argsort(-importance)[: min(want, have)])
        weight, bias, after = weight[kept], bias[kept], after[:, kept]
        if want > have:
            new = layer.weight.detach().numpy()[have:, : weight.shape[1]] / 3
            weight, bias = np.concatenate([weight, new]), np.concatenate([bias, np.zeros(want - have, bias.dtype)])
            spread = np.abs(after).mean() / 3
            fresh = np.random.default_rng(place).normal(0, spread, (len(after), want - have, *after.shape[2:]))
            after = np.concatenate([after, fresh.astype(after.dtype)], axis=1)
        folded[place] = [weight, bias]
        folded[place + 1] = [after.reshape(len(after), want * rows, *after.shape[3:]), after_bias]
    return folded


def take_up(network, path, examples):
    """Gives `network` the weights of the ONNX file at `path`.

    examples: inputs [N, 7, rows, columns] on which the normalisations are measured; some dozens of crops.
    """
    folded = convolutions(path)
    layers = [module for module in network.modules() if isinstance(module, (nn.Conv1d, nn.Conv2d))]
    norms = [module for module in network.modules() if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d))]
    if len(folded) != len(layers):
        raise ValueError(f"{path} has {len(folded)} convolutions, the network {len(layers)}")
    folded = of_widths(folded, layers)
    normalised = iter(norms)
    seen = {}
    with torch.no_grad():
        for layer, (weight, bias) in zip(layers, folded):
            layer.weight.copy_(torch.from_numpy(np.array(weight)).reshape(layer.weight.shape))
            offset = torch.from_numpy(np.array(bias))
            if layer.bias is not None:
                layer.bias.copy_(offset)
                continue
            norm = next(normalised)
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)
            norm.weight.fill_(1)
            norm.bias.copy_(offset)
            seen[norm] = []
        # The network now is the exported one, without rounding between layers. What goes into each normalisation gives it its own mean and spread.
        hooks = [norm.register_forward_hook(lambda module, given, _: seen[module].append(given[0])) for norm in norms]
        network.eval()
        before = network(examples)
        for hook in hooks:
            hook.remove()
        for norm, (given,) in seen.items():
            over = [d for d in range(given.dim()) if d != 1]
            mean, variance = given.mean(over), given.var(over, unbiased=False)
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_(torch.sqrt(variance + norm.eps))
            norm.bias.add_(mean)
        error = (network(examples) - before).abs().max().item()
    if not error < 1e-2:
        raise ValueError(f"taken up from {path}, the network's outputs moved by {error}")
    network.train()
