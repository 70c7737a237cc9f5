// SPDX-License-Identifier: Apache-2.0
// `picket schema`: the JSON Schema of a rule file, for editors.
#include "filter/ruleset/schema.h"

#include "tools/picket/commands.h"
#include "tools/picket/output.h"

namespace picket::tool {

void add_schema(CLI::App& app, Run& chosen) {
  CLI::App& schema = *app.add_subcommand("schema", "prints the JSON Schema of a rule file");
  schema.callback([&chosen] {
    chosen = [] {
      Output output;
      output.write(ruleset::rule_schema());
      output.flush();
      return kFine;
    };
  });
}

}  // namespace picket::tool
