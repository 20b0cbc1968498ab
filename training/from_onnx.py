"""Takes up the weights of an exported network again, so that training can go on from those that ship.

Exporting folds each normalisation into the convolution before it. Here it gets its own numbers back: what it normalises
by is measured on training strips, and its scale and offset are set so that the network's outputs stay what they were.
"""

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn


def take_up(network, path, examples):
    """Gives `network` the weights of the ONNX file at `path`.

    examples: inputs [N, 7, rows, columns] on which the normalisations are measured; some dozens of crops.
    """
    graph = onnx.load(path).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    folded = [[values[name] for name in node.input[1:] if name in values] for node in graph.node if node.op_type == "Conv"]
    layers = [module for module in network.modules() if isinstance(module, (nn.Conv1d, nn.Conv2d))]
    norms = [module for module in network.modules() if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d))]
    if len(folded) != len(layers):
        raise ValueError(f"{path} has {len(folded)} convolutions, the network {len(layers)}")
    normalised = iter(norms)
    seen = {}
    with torch.no_grad():
        for layer, (weight, bias) in zip(layers, folded):
            layer.weight.copy_(torch.from_numpy(np.array(weight)))
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
        # The network now is the exported one. What goes into each normalisation gives it its own mean and spread.
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
