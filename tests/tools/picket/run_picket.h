// SPDX-License-Identifier: Apache-2.0
// Runs the real binary.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket::test {

struct Ran {
  int status = -1;
  std::string out;
  std::string err;
};

// A process of picket's with pipes to its input and output; errors go to a file.
class PicketProcess {
 public:
  // `out`: a path to write to instead of the pipe.
  PicketProcess(std::vector<std::string> arguments, const std::string& folder,
                const std::string& out = "")
      : err_file_(folder + "/stderr.txt") {
    std::signal(SIGPIPE, SIG_IGN);
    int to[2];
    int from[2];
    if (::pipe(to) != 0 || ::pipe(from) != 0) throw std::runtime_error("pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(to[0], 0);
      ::dup2(out.empty() ? from[1] : ::open(out.c_str(), O_WRONLY), 1);
      ::dup2(::open(err_file_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600), 2);
      for (const int descriptor : {to[0], to[1], from[0], from[1]}) ::close(descriptor);
      std::vector<char*> argv{const_cast<char*>(PICKET_BINARY)};
      for (std::string& argument : arguments) argv.push_back(argument.data());
      argv.push_back(nullptr);
      ::execv(PICKET_BINARY, argv.data());
      ::_exit(127);
    }
    ::close(to[0]);
    ::close(from[1]);
    in_ = to[1];
    out_ = from[0];
    ::fcntl(in_, F_SETFD, FD_CLOEXEC);
    ::fcntl(out_, F_SETFD, FD_CLOEXEC);
  }
  ~PicketProcess() {
    close_input();
    close_output();
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
  }
  PicketProcess(const PicketProcess&) = delete;
  PicketProcess& operator=(const PicketProcess&) = delete;

  void write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t count = ::write(in_, text.data(), text.size());
      if (count <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void close_input() { close(in_); }
  void close_output() { close(out_); }

  // Up to and without the next newline; what there was where the output ended.
  std::string read_line() {
    std::string line;
    for (char c = 0; ::read(out_, &c, 1) == 1 && c != '\n';) line += c;
    return line;
  }
  std::string read_all() {
    std::string all;
    char buffer[1 << 16];
    for (ssize_t count = 0; (count = ::read(out_, buffer, sizeof buffer)) > 0;) {
      all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
  }
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  std::string errors() const {
    std::ostringstream text;
    text << std::ifstream(err_file_).rdbuf();
    return text.str();
  }

 private:
  static void close(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
  }

  std::string err_file_;
  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
};

// To its end. What goes in may be larger than a pipe holds.
inline Ran run_picket(std::vector<std::string> arguments, std::string_view input = "") {
  RulesDir folder;
  PicketProcess process(std::move(arguments), folder.path());
  const pid_t writer = ::fork();
  if (writer == 0) {
    process.close_output();
    process.write(input);
    ::_exit(0);
  }
  process.close_input();
  Ran ran;
  ran.out = process.read_all();
  ran.status = process.wait();
  ::waitpid(writer, nullptr, 0);
  ran.err = process.errors();
  return ran;
}

}  // namespace picket::test
