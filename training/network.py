"""The reader's network: a MiniLM-L6 encoder (Wang et al. 2020) with features of case, marks and paragraphs, and its heads."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, LAYERS, VOCABULARY, POSITIONS = 384, 6, 30522, 512
HEADS, HEAD, INNER = 12, 32, 1536  # of the base, and of the shipped network; prune.py makes narrower ones
FEATURES = (5, 8, 4)  # sizes of the case, marks and paragraph features
DISTANCES = 24
PAIR = 192
LINK = 64
MEET = 64


class Layer(nn.Module):
    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(HIDDEN, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, inner)
        self.down = nn.Linear(inner, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = 0.1
        self.gates: tuple[Tensor, Tensor] | None = None

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        # no dropout on attention: with it the fused kernel cannot be used, and training takes twice as long
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        if self.gates is not None:  # ones, whose gradients say what a head or unit is worth
            a = a * self.gates[0][:, None, None]
        x = self.norm1(x + self.out(a.transpose(1, 2).reshape(b, t, self.heads * HEAD)))
        h = F.gelu(self.up(x))
        if self.gates is not None:
            h = h * self.gates[1]
        h = self.down(h)
        return self.norm2(x + F.dropout(h, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.features = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in FEATURES)
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(heads, inner) for _ in range(LAYERS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """``ids`` (batch, tokens), ``features`` (batch, tokens, 3), ``mask`` (batch, tokens) of true for tokens → (batch, tokens, 384)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        for k, table in enumerate(self.features):
            x = x + table(features[..., k])
        x = self.norm(x)
        if self.training:
            x = F.dropout(x, 0.1)
        if mask is not None:
            mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, path: str) -> None:
        """Weights of the base package, a BERT in safetensors."""
        from safetensors.torch import load_file

        base = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own: dict[str, Tensor] = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
        }
        for n in range(LAYERS):
            theirs, ours = f"encoder.layer.{n}.", f"layers.{n}."
            for part in ("weight", "bias"):
                own[f"{ours}qkv.{part}"] = torch.cat([base[f"{theirs}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
                for a, b in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    own[f"{ours}{a}.{part}"] = base[f"{theirs}{b}.{part}"]
        missing = self.load_state_dict(own, strict=False)
        assert not missing.unexpected_keys, missing
        assert all(k.startswith("features.") for k in missing.missing_keys), missing


CUE_TAGS = ("O", "B-speech", "I-speech", "B-thought", "I-thought")
CONTENT_TAGS = ("O", "B", "I")
NAME_TYPES = ("person", "organisation", "place", "norp", "other")
NAME_TAGS = ("O", *(f"{bi}-{t}" for t in NAME_TYPES for bi in "BI"))
ROLE_TAGS = (
    "O",
    "B-content", "I-content", "L-content", "U-content",
    "B-source", "I-source", "L-source", "U-source",
    "B-addressee", "I-addressee",
    "B-venue", "I-venue",
)  # fmt: skip


def role_transitions() -> Tensor:
    """(13, 13) of true where tag j may follow tag i."""
    n = len(ROLE_TAGS)
    allowed = torch.zeros(n, n, dtype=torch.bool)
    for i, a in enumerate(ROLE_TAGS):
        for j, b in enumerate(ROLE_TAGS):
            role_a, role_b = a[2:], b[2:]
            inside_a = a[0] in "BI" and role_a in ("content", "source")
            if inside_a:
                allowed[i, j] = role_b == role_a and b[0] in "IL"
            elif b[0] in "IL":
                allowed[i, j] = b[0] == "I" and role_b in ("addressee", "venue") and role_a == role_b
            else:
                allowed[i, j] = True
    return allowed


class Reader(nn.Module):
    """Encoder and heads. The roles of a quotation (content, source, addressee, venue) are tagged once for each cue, by a
    linear-chain CRF (Lafferty et al. 2001) over every piece of the window, conditioned on that cue: so links need no second step."""

    def __init__(self, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.encoder = Encoder(heads, inner)
        self.cue = nn.Linear(HIDDEN, len(CUE_TAGS))
        self.inner_cue = nn.Linear(HIDDEN, len(CUE_TAGS))  # of cues inside contents, which PolNeAR does not label
        self.content = nn.Linear(HIDDEN, len(CONTENT_TAGS))
        self.name = nn.Linear(HIDDEN, len(NAME_TAGS))
        self.token = nn.Linear(HIDDEN, PAIR)
        self.shift_scale = nn.Linear(HIDDEN, 2 * PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.role = nn.Linear(PAIR, len(ROLE_TAGS))
        self.transition = nn.Parameter(torch.zeros(len(ROLE_TAGS), len(ROLE_TAGS)))
        # Who is meant: each piece as what asks, as what is asked for, how likely it stands alone, and how far apart the two stand.
        self.query = nn.Linear(HIDDEN, LINK)
        self.key = nn.Linear(HIDDEN, LINK)
        self.alone = nn.Linear(HIDDEN, 1)
        self.apart = nn.Parameter(torch.zeros(DISTANCES))
        self.meet = nn.Linear(3 * LINK, MEET)  # of a query, a key and their product
        self.meet_apart = nn.Embedding(DISTANCES, MEET)
        self.met = nn.Linear(MEET, 1, bias=False)
        self.register_buffer("allowed", role_transitions(), persistent=False)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.meet_apart.weight, std=0.02)
        nn.init.zeros_(self.met.weight)

    def roles(self, h: Tensor, cue_mean: Tensor, row: Tensor, cue_at: Tensor) -> Tensor:
        """Emissions (cues, tokens, 13). ``row``: each cue's row in the batch; ``cue_mean`` (cues, 384); ``cue_at``: its first piece."""
        shift, scale = self.shift_scale(cue_mean).chunk(2, -1)
        u = self.token(h)[row]
        positions = torch.arange(h.shape[1])
        z = u * (1 + scale[:, None]) + shift[:, None] + self.distance(bucket(positions[None] - cue_at[:, None]))
        return self.role(F.dropout(torch.relu(z), 0.1, self.training))

    def links(self, h: Tensor, row: Tensor, at: Tensor) -> Tensor:
        """The scores (links, 1 + tokens) of what the piece ``at`` of the batch's row ``row`` may mean: nothing else, or each piece."""
        asking = h[row, at]
        query, key = self.query(asking), self.key(h)
        apart = bucket(torch.arange(h.shape[1])[None] - at[:, None])
        scores = torch.einsum("lc,ltc->lt", query, key[row]) / LINK**0.5 + self.apart[apart]
        of_query, of_key, of_both = self.meet.weight.split(LINK, 1)
        met = (key @ of_key.T)[row] + (query @ of_query.T + self.meet.bias)[:, None] + self.meet_apart(apart)
        met = met + torch.einsum("ltc,lmc->ltm", key[row], query[:, None] * of_both)
        scores = scores + self.met(F.dropout(torch.relu(met), 0.1, self.training)).squeeze(-1)
        return torch.cat([self.alone(asking), scores], -1)

    @classmethod
    def of(cls, state: dict[str, Tensor]) -> Reader:
        """The network whose weights these are, whatever its width."""
        model = cls(state["encoder.layers.0.out.weight"].shape[1] // HEAD, state["encoder.layers.0.up.weight"].shape[0])
        missing = model.load_state_dict(state, strict=False)  # a head that was not there yet starts as it is made
        assert not missing.unexpected_keys, missing
        assert not any(k.startswith("encoder.") for k in missing.missing_keys), missing
        return model

    def transitions(self) -> Tensor:
        return self.transition.masked_fill(~self.allowed, -1e4)


def bucket(distance: Tensor) -> Tensor:
    """Signed distances in pieces to 24 buckets: exact to 3, then by doublings."""
    size = distance.abs()
    k = torch.where(size <= 3, size, (torch.log2(size.clamp(min=1).float()) * 1.5 + 1.7).long()).clamp(max=11)
    return torch.where(distance < 0, k + 12, k)


def crf_score(emissions: Tensor, transitions: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
    """Log-sum-exp (sequences,) over all paths whose tag at each step is ``allowed`` (sequences, tokens, tags)."""
    # Sequences last, so that each step works on long rows; unbind, so that its gradient is not a table as large as the whole for each step.
    steps = emissions.masked_fill(~allowed, -1e4).permute(1, 2, 0).contiguous().unbind(0)  # (tags, sequences) each
    alpha = steps[0]
    shape = transitions[:, :, None]
    for t in range(1, len(steps)):
        following = torch.logsumexp(alpha[:, None] + shape, 0) + steps[t]
        alpha = torch.where(t < lengths, following, alpha)
    return torch.logsumexp(alpha, 0)
