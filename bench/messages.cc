// SPDX-License-Identifier: Apache-2.0
#include "bench/messages.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

#include "filter/text/fold.h"
#include "filter/text/utf8.h"

namespace picket::bench {
namespace {

constexpr std::size_t kGenerated = 5000;
constexpr std::size_t kBlock = std::size_t{1} << 20;

// Openings, reasons, demands and endings: joined at random they make some 60 to 70 characters, as
// long as a real message.
constexpr std::array<std::string_view, 12> kOpenings{
    "尊敬的用户您好，",         "【某某银行】尊敬的客户，", "您的快递包裹",
    "温馨提示：本店",           "各位家长请注意，",         "恭喜您被抽选为幸运用户，",
    "您尾号4471的储蓄卡",       "某某商城周年庆，",         "亲，您上次看中的商品",
    "房东你好，我是租客小林，", "【某某通信】您的话费",     "老同学，好久没有联系，"};
constexpr std::array<std::string_view, 16> kReasons{
    "账户积分已满一万即将到期，", "因资料未更新将于今日停止使用，", "在派送途中遗失需要办理理赔，",
    "本月消费三百二十八元五角，", "新到一批春装全场五折起，",       "无抵押贷款当天放款利息低，",
    "明天上午九点召开家长会，",   "获得价值八千元的笔记本一台，",   "已发货预计后天下午送达，",
    "异地登录存在安全风险，",     "手头有一批正规发票可以代开，",   "兼职刷单日结工资三百元，",
    "套餐流量剩余不足百分之十，", "理财产品年化收益百分之十二，",   "急用钱能不能先借我周转两天，",
    "房租已经打到你的新账号里，"};
constexpr std::array<std::string_view, 14> kDemands{
    "请点击链接登录兑换",   "请立即联系客服核实身份",     "请加微信详细咨询",
    "回复验证码即可领取",   "详情请到营业厅办理",         "请携带身份证前往网点",
    "速与我联系办理手续",   "如非本人操作请致电客服",     "请勿向任何人透露验证码",
    "下载应用完成实名认证", "请把款项汇入指定的安全账户", "凭此短信到店享受优惠",
    "收到请回复谢谢",       "点击退订可以不再接收"};
constexpr std::array<std::string_view, 10> kEndings{" jf-bank.example/a",
                                                    "，退订回T",
                                                    "。",
                                                    "！电话13800000000",
                                                    "，名额有限先到先得。",
                                                    "（某某公司）",
                                                    "，祝您生活愉快。",
                                                    " http://shop.example/x9",
                                                    "，逾期作废！",
                                                    "，谢谢配合"};

std::vector<std::string> generated() {
  std::mt19937 random(20260105);
  const auto one_of = [&](const auto& all) { return all[random() % all.size()]; };
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < kGenerated; ++i) {
    std::string text(one_of(kOpenings));
    for (std::size_t reasons = 1 + random() % 2; reasons > 0; --reasons) text += one_of(kReasons);
    text += one_of(kDemands);
    text += one_of(kEndings);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> read(const char* path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) texts.push_back(nlohmann::json::parse(line).at("text"));
  }
  return texts;
}

}  // namespace

Messages load_messages() {
  if (const char* path = std::getenv("PICKET_MESSAGES"); path != nullptr && *path != '\0') {
    return {std::string("messages of ") + path, read(path)};
  }
  return {"the project's own generated messages", generated()};
}

std::vector<std::string> shuffled(const std::vector<std::string>& texts) {
  std::vector<std::string_view> characters;
  std::vector<std::size_t> lengths;
  for (const std::string& text : texts) {
    const std::size_t before = characters.size();
    for (std::size_t i = 0; i < text.size(); i += characters.back().size()) {
      characters.push_back(std::string_view(text).substr(i, text::utf8_length(text[i])));
    }
    lengths.push_back(characters.size() - before);
  }
  std::shuffle(characters.begin(), characters.end(), std::mt19937(7));
  std::vector<std::string> dealt;
  std::size_t next = 0;
  for (const std::size_t length : lengths) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += characters[next++];
    dealt.push_back(std::move(text));
  }
  return dealt;
}

KeptViews::KeptViews(const std::vector<std::string>& texts, bool folded) {
  text::Folder folder;
  for (const std::string& text : texts) {
    const text::Views& built = folder.fold(text, text::view_bit(text::ViewKind::squeezed));
    text::Views views;
    if (folded) {
      views.original = keep(std::string_view(text));
      views.view[static_cast<std::size_t>(text::ViewKind::folded)] =
          keep_view(built[text::ViewKind::folded]);
    }
    views.view[static_cast<std::size_t>(text::ViewKind::squeezed)] =
        keep_view(built[text::ViewKind::squeezed]);
    views.squeezed_to_folded = keep(built.squeezed_to_folded);
    views.folded_class = keep(built.folded_class);
    views_.push_back(views);
  }
}

KeptViews::~KeptViews() = default;

template <class T>
T KeptViews::keep(const T& part) {
  using Element = typename T::value_type;
  const std::size_t bytes = part.size() * sizeof(Element);
  const std::size_t aligned = (bytes + 15) / 16 * 16;
  if (aligned > left_) {
    left_ = std::max(kBlock, aligned);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
    next_ = blocks_.back().get();
  }
  Element* kept = reinterpret_cast<Element*>(next_);
  std::memcpy(static_cast<void*>(const_cast<std::remove_const_t<Element>*>(kept)), part.data(),
              bytes);
  next_ += aligned;
  left_ -= aligned;
  return T(kept, part.size());
}

text::View KeptViews::keep_view(const text::View& view) {
  text::View kept{keep(view.bytes), keep(view.origin), keep(view.starts), keep(view.rank), {}};
  if (view.through.data() != nullptr) kept.through = keep(view.through);
  return kept;
}

}  // namespace picket::bench
