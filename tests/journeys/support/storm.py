# SPDX-License-Identifier: Apache-2.0
"""Two rulesets that say opposite things of the same messages, to replace each other under load."""

import json

from journey import check_equal, request

RULE = """
id: storm.{name}
rev: 1
title: One side of the storm
status: enforce
channel: sms
category: test
risk: high
action: block
why: Blocks what the other ruleset lets pass.
match:
  text: [{phrases}]
tests:
  - hit: its phrase
    text: {hit}
  - miss: the other's phrase
    text: {miss}
"""
SIDES = {"odd": ["积分", "兑换"], "even": ["中奖", "领取"]}
TEXTS = [
    "您的{}信息，第{}号，请查收",
    "【通知】尾号{1}的账户：{0}，详情见附件",
    "message {1} about {0}",
    "{0}",
]


def write_rules(journey, name, other):
    """A directory with the one rule of this side."""
    rule = RULE.format(
        name=name, phrases=", ".join(SIDES[name]), hit=SIDES[name][0], miss=SIDES[other][0]
    )
    return journey.write(f"{name}/storm.yaml", rule.lstrip()).parent


def write_messages(journey):
    """Each phrase of either side, both, or none, in many texts; each fits one PDU."""
    subjects = [*SIDES["odd"], *SIDES["even"], "积分和中奖", "会议", "晚饭", "包裹"]
    texts = [
        TEXTS[n % len(TEXTS)].format(subject, n) for n in range(100) for subject in subjects
    ]
    return journey.write("messages.jsonl", "".join(json.dumps({"text": t}) + "\n" for t in texts))


class Storm:
    """The rules directory of picketd, and the two rulesets that replace each other in it."""

    def __init__(self, journey, sides):
        self.sides = sides
        self.serving = journey.write("serving/storm.yaml", "").parent
        self.turn = 0
        self.adopted = []
        self.place()

    def place(self):
        """The next ruleset's file in place of the other's, at once."""
        source = self.sides[self.turn % len(self.sides)] / "storm.yaml"
        ready = self.serving.parent / "next.yaml"
        ready.write_bytes(source.read_bytes())
        ready.replace(self.serving / "storm.yaml")
        self.turn += 1

    def reload(self, picketd):
        self.place()
        status, text = request(picketd.admin("/v1/rules/reload"), "")
        if status != 200:
            check_equal((status, text), (200, ""), "a reload is adopted")
        self.adopted.append(json.loads(text)["ruleset"])
