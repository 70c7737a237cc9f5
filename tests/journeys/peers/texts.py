# SPDX-License-Identifier: Apache-2.0
"""What the peers say to each other."""

FRAUD = "您的建行积分已满一万，请登录 ccb-jf.example 兑换"
GOOD = "明天下午三点开会，记得带上合同和U盘😀。收到请回复"
PART = 67  # UCS-2 characters in a part, behind its header of 6 octets
# The lure is cut: "积分" is in the first part, "登录" ends the second, "兑换" and the link are in the third.
LONG_FRAUD = (
    "尊敬的客户，您的建行积分".ljust(PART, "一")
    + "请尽快登录".rjust(PART, "二")
    + "兑换 ccb-jf.example 过期作废"
)
LONG_GOOD = "".join(f"第{n}条：周三的会议改在二楼会议室，请各位同事准时参加。" for n in range(1, 6))


def in_parts(text, reference):
    """[(user data header in hex, its text)], as TS 23.040 9.2.3.24.1 has them; one without a header where it fits.
    Only for texts of the basic plane: a character outside it is two of UCS-2."""
    if len(text) <= 70:
        return [("", text)]
    parts = [text[at : at + PART] for at in range(0, len(text), PART)]
    return [(f"050003{reference:02x}{len(parts):02x}{n:02x}", part) for n, part in enumerate(parts, 1)]
