// SPDX-License-Identifier: Apache-2.0
// lists/NAME.map as a file: read whole, or written so that there is the old one or the new one and
// nothing between. Control thread and tools.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "filter/lists/file_identity.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

struct ReadImage {
  std::shared_ptr<const ListImage> image;
  FileIdentity identity;  // of the file that it was read from
};

// Reads the file into memory of its own, its digest on the way, and checks digest and structure.
// Where it fails nothing is left of it.
std::expected<ReadImage, ImageFault> read_image_file(const std::string& file);

// The header of a compiled list, without looking at the rest.
std::expected<ImageHeader, ImageFault> read_image_header(const std::string& file);

// Written to a temporary name beside it that begins with a dot, put to disk, renamed, and the
// directory put to disk. `fill` writes all that is behind the header and returns that. Throws
// std::system_error; the temporary file is gone then, and an older `file` is what it was.
void write_image_file(const std::string& file,
                      const std::function<ImageHeader(const Write&)>& fill);

}  // namespace picket::lists
