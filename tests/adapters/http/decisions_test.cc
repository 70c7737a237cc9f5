// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/decisions.h"

#include <gtest/gtest.h>

#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include <asio/io_context.hpp>

namespace picket::http {
namespace {

using nlohmann::json;

// Blocks texts with "bad"; refuses those with "trouble"; answers later where told so.
class FakeGate final : public daemon::Gate {
 public:
  void judge(const core::Event& event, daemon::LogTag, daemon::Waiter& waiter) noexcept override {
    routes.emplace_back(event.route);
    if (!later) return decide(event.text, waiter);
    held.push_back({std::string(event.text), &waiter});
  }
  bool ready() const noexcept override { return true; }

  void answer_held() {
    const auto taken = held.front();
    held.pop_front();
    decide(taken.first, *taken.second);
  }

  bool later = false;
  std::deque<std::pair<std::string, daemon::Waiter*>> held;
  std::vector<std::string> routes;

 private:
  static void decide(std::string_view text, daemon::Waiter& waiter) {
    daemon::Outcome outcome;
    outcome.decision.ruleset = "0";
    if (text.find("bad") != std::string_view::npos) outcome.decision.verdict = core::Verdict::block;
    outcome.refuse_temporarily = text.find("trouble") != std::string_view::npos;
    waiter.decided(outcome);
  }
};

class FakeWorker final : public daemon::Worker {
 public:
  unsigned index() const noexcept override { return 0; }
  asio::io_context& io() noexcept override { return io_; }
  FakeGate& gate() noexcept override { return gate_; }
  daemon::CounterCells& counters() noexcept override { return cells_; }
  int sessions() const noexcept override { return 0; }
  void session_opened() noexcept override {}
  void session_closed() noexcept override {}

 private:
  asio::io_context io_;
  FakeGate gate_;
  daemon::CounterCells cells_{1};
};

struct Answered {
  unsigned status = 0;
  std::string type;
  std::string body;
};

class FakeRequest final : public daemon::HttpRequest {
 public:
  FakeRequest(std::string type, std::string body, std::optional<Answered>& answered)
      : type_(std::move(type)), body_(std::move(body)), answered_(answered) {}

  std::string_view method() const noexcept override { return "POST"; }
  std::string_view path() const noexcept override { return "/v1/decisions"; }
  std::string_view content_type() const noexcept override { return type_; }
  std::string_view body() const noexcept override { return body_; }
  const daemon::Client* client() const noexcept override { return &client_; }
  void answer(unsigned status, std::string_view type, std::string body, std::string_view) override {
    EXPECT_FALSE(answered_) << "answered twice";
    answered_ = Answered{status, std::string(type), std::move(body)};
  }

 private:
  daemon::Client client_{"gateway", daemon::Roles::all()};
  std::string type_;
  std::string body_;
  std::optional<Answered>& answered_;
};

class DecisionsTest : public ::testing::Test {
 protected:
  void start(std::string body, std::string type = "application/json") {
    answered.reset();
    decisions.answer(std::make_shared<FakeRequest>(std::move(type), std::move(body), answered));
  }
  // Runs the loop until there is nothing left to do.
  Answered ask(std::string body, std::string type = "application/json") {
    start(std::move(body), std::move(type));
    worker.io().restart();
    worker.io().run();
    EXPECT_TRUE(answered);
    return answered.value_or(Answered{});
  }

  static std::string event(const std::string& text, const std::string& id = "x") {
    return json{{"channel", "sms"}, {"text", text}, {"id", id}}.dump();
  }

  FakeWorker worker;
  Decisions decisions{worker, 100'000, 0};
  std::optional<Answered> answered;
};

TEST_F(DecisionsTest, answers_in_the_form_it_was_asked_in) {
  EXPECT_EQ(json::parse(ask(event("bad")).body)["verdict"], "block");
  const auto array = ask("[" + event("bad", "1") + "," + event("good", "2") + "]");
  EXPECT_EQ(array.type, "application/json");
  EXPECT_EQ(json::parse(array.body)[1]["id"], "2");
  const auto lines = ask(event("bad", "1") + "\n" + event("good", "2"), "application/x-ndjson");
  EXPECT_EQ(lines.type, "application/x-ndjson");
  EXPECT_EQ(std::count(lines.body.begin(), lines.body.end(), '\n'), 2);
  EXPECT_EQ(worker.counters().value(0), 5);
}

TEST_F(DecisionsTest, gives_events_the_clients_route_unless_they_name_one) {
  ask(event("a"));
  ask(R"({"channel":"sms","text":"a","route":"smpp:esme"})");
  EXPECT_EQ(worker.gate().routes, (std::vector<std::string>{"http:gateway", "smpp:esme"}));
}

TEST_F(DecisionsTest, judges_nothing_of_a_body_with_one_bad_event) {
  const auto bad = ask("[" + event("a") + ",{\"channel\":\"sms\"}]");
  EXPECT_EQ(bad.status, 400u);
  EXPECT_EQ(json::parse(bad.body)["line"], 2);
  EXPECT_TRUE(worker.gate().routes.empty());
}

TEST_F(DecisionsTest, refuses_a_body_beyond_the_limit_unread) {
  const std::string line = event("a") + "\n";
  std::string body;
  while (body.size() <= 100'000) body += line;
  const auto answer = ask(body, "application/x-ndjson");
  EXPECT_EQ(answer.status, 413u);
  EXPECT_EQ(json::parse(answer.body)["line"], 100'000 / line.size() + 1);
  EXPECT_TRUE(worker.gate().routes.empty());
}

TEST_F(DecisionsTest, refuses_the_whole_body_for_now_where_one_event_is_refused) {
  const auto answer = ask("[" + event("a") + "," + event("trouble") + "," + event("b") + "]");
  EXPECT_EQ(answer.status, 503u);
  EXPECT_EQ(json::parse(answer.body)["line"], 2);
  EXPECT_EQ(ask(event("a")).status, 200u) << "the next request is not touched by it";
}

TEST_F(DecisionsTest, gives_the_loop_back_between_parts_of_a_large_batch) {
  std::string body = "[" + event("a");
  for (int n = 1; n < 200; ++n) body += "," + event("a");
  start(body + "]");
  EXPECT_FALSE(answered);
  EXPECT_LE(worker.gate().routes.size(), 64u);
  int turns = 0;
  while (!answered) {
    worker.io().restart();
    ASSERT_EQ(worker.io().run_one(), 1u);
    ++turns;
  }
  EXPECT_GE(turns, 3);
  EXPECT_EQ(json::parse(answered->body).size(), 200u);
}

TEST_F(DecisionsTest, waits_for_a_gate_that_answers_later) {
  worker.gate().later = true;
  start("[" + event("bad", "1") + "," + event("good", "2") + "]");
  for (int n = 0; n < 2; ++n) {
    EXPECT_FALSE(answered);
    ASSERT_EQ(worker.gate().held.size(), 1u) << "one after the other";
    worker.gate().answer_held();
    worker.io().restart();
    worker.io().run();
  }
  ASSERT_TRUE(answered);
  EXPECT_EQ(json::parse(answered->body)[0]["verdict"], "block");
  EXPECT_EQ(json::parse(answered->body)[1]["verdict"], "allow");
}

TEST_F(DecisionsTest, judges_bodies_that_overlap_in_time_apart) {
  worker.gate().later = true;
  std::optional<Answered> other;
  start(event("bad", "first"));
  decisions.answer(
      std::make_shared<FakeRequest>("application/json", event("good", "second"), other));
  worker.gate().answer_held();
  worker.gate().answer_held();
  worker.io().run();
  EXPECT_EQ(json::parse(answered->body)["id"], "first");
  EXPECT_EQ(json::parse(answered->body)["verdict"], "block");
  EXPECT_EQ(json::parse(other->body)["id"], "second");
  EXPECT_EQ(json::parse(other->body)["verdict"], "allow");
}

TEST_F(DecisionsTest, refuses_other_content_types) {
  EXPECT_EQ(ask(event("a"), "text/plain").status, 415u);
  EXPECT_EQ(ask(event("a"), "application/jsonp").status, 415u);
  EXPECT_EQ(ask(event("a"), "").status, 200u);
}

}  // namespace
}  // namespace picket::http
