// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/decisions.h"

#include <algorithm>
#include <asio/post.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "filter/core/decision_json.h"

namespace picket::http {
namespace {

using daemon::HttpRequest;
using daemon::HttpRequestPtr;

// A batch gives the loop back after so many events, or so much time, looked at every few events.
constexpr std::size_t kEventsPerTurn = 64;
constexpr std::size_t kEventsPerLook = 8;
constexpr std::chrono::microseconds kTurn{200};

constexpr std::size_t kIdleJobs = 16;
constexpr std::size_t kKeptBytes = 1u << 20;  // of a job's buffers; larger ones are not kept

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kLines = "application/x-ndjson";
// What curl and others say of a body when nobody told them what it is.
constexpr std::string_view kUntold = "application/x-www-form-urlencoded";

void answer_bad(HttpRequest& request, unsigned status, std::string_view error, std::uint64_t line) {
  request.answer(status, kJson, nlohmann::json{{"error", error}, {"line", line}}.dump());
}

}  // namespace

// Lives in its owner's busy list from start() to finish(), whenever the gate answers.
class Decisions::Job final : public daemon::Waiter {
 public:
  explicit Job(Decisions& owner) : owner_(owner) {}

  void start(Jobs::iterator self, HttpRequestPtr request, bool lines) {
    self_ = self;
    request_ = std::move(request);
    body_.assign(request_->body());
    const auto form = owner_.reader_.read_body(core::padded(body_), lines, batch_);
    if (!form) {
      const core::EventError& error = form.error();
      const bool too_long = error.fault == core::EventFault::too_long;
      answer_bad(*request_, too_long ? 413 : 400, error.message, error.line);
      return finish();
    }
    form_ = *form;
    route_.assign("http:").append(request_->client()->name);
    if (form_ == core::BodyForm::array) core::append(out_, "[");
    run();
  }

  void decided(const daemon::Outcome& outcome) noexcept override {
    const core::Event& event = batch_.events()[next_];
    if (outcome.refuse_temporarily) {
      refused_ = true;
    } else {
      if (form_ == core::BodyForm::array && next_ != 0) core::append(out_, ",");
      core::append_decision(out_, event.id, outcome.decision);
      if (form_ == core::BodyForm::lines) core::append(out_, "\n");
    }
    ++next_;
    waiting_ = false;
    if (!judging_) run_later();
  }

  bool worth_keeping() const noexcept {
    return body_.capacity() <= kKeptBytes && out_.capacity() <= kKeptBytes;
  }

 private:
  void run() {
    const auto began = std::chrono::steady_clock::now();
    const auto events = batch_.events();
    for (std::size_t turn = 0; next_ < events.size() && !refused_; ++turn) {
      const bool look = turn != 0 && turn % kEventsPerLook == 0;
      if (turn == kEventsPerTurn || (look && std::chrono::steady_clock::now() - began >= kTurn))
        return run_later();
      core::Event& event = events[next_];
      if (event.route.empty()) event.route = route_;
      waiting_ = judging_ = true;
      owner_.worker_.gate().judge(event, {}, *this);
      judging_ = false;
      if (waiting_) return;  // decided() goes on
    }
    answer();
  }

  void run_later() {
    asio::post(owner_.worker_.io(), [this] { run(); });
  }

  void answer() {
    owner_.worker_.counters().add(owner_.judged_, static_cast<std::int64_t>(next_));
    if (refused_) {
      answer_bad(*request_, 503, "this event cannot be judged now; ask again later", next_);
    } else {
      if (form_ == core::BodyForm::array) core::append(out_, "]");
      request_->answer(200, form_ == core::BodyForm::lines ? kLines : kJson,
                       std::string(out_.data(), out_.size()));
    }
    finish();
  }

  // The last that is done with a job: it may be gone afterwards.
  void finish() {
    request_.reset();
    batch_.clear();
    out_.clear();
    next_ = 0;
    refused_ = false;
    owner_.give_back(self_);
  }

  Decisions& owner_;
  Jobs::iterator self_;
  HttpRequestPtr request_;
  std::string body_;  // a copy: the reader wants room behind it
  core::EventBatch batch_;
  core::BodyForm form_ = core::BodyForm::single;
  std::string route_;  // of events that name none
  core::JsonBuffer out_;
  std::size_t next_ = 0;
  bool judging_ = false;  // inside judge()
  bool waiting_ = false;  // for decided()
  bool refused_ = false;
};

Decisions::Decisions(daemon::Worker& worker, std::uint64_t max_body, daemon::CounterId judged)
    : worker_(worker), max_body_(max_body), judged_(judged), reader_(max_body) {}

Decisions::~Decisions() = default;

void Decisions::answer(HttpRequestPtr request) {
  const std::string_view type = request->content_type();
  const bool lines = type == kLines;
  if (!lines && type != kJson && type != kUntold && !type.empty()) {
    daemon::answer_error(*request, 415,
                         "send application/json (an event or an array) or application/x-ndjson");
    return;
  }
  if (request->body().size() > max_body_) {
    // Where the limit is crossed; an array is one line here.
    const auto seen = request->body().substr(0, max_body_);
    const auto line = lines ? std::count(seen.begin(), seen.end(), '\n') + 1 : 1;
    answer_bad(*request, 413, "the body is longer than " + std::to_string(max_body_) + " bytes",
               static_cast<std::uint64_t>(line));
    return;
  }
  const Jobs::iterator job = take_job();
  job->start(job, std::move(request), lines);
}

Decisions::Jobs::iterator Decisions::take_job() {
  if (idle_.empty()) {
    busy_.emplace_front(*this);
  } else {
    busy_.splice(busy_.begin(), idle_, idle_.begin());
  }
  return busy_.begin();
}

void Decisions::give_back(Jobs::iterator job) {
  if (idle_.size() < kIdleJobs && job->worth_keeping()) {
    idle_.splice(idle_.begin(), busy_, job);
  } else {
    busy_.erase(job);
  }
}

}  // namespace picket::http
