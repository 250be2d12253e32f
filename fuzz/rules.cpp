// A pack of rules, from any bytes: every fault is said, nothing is thrown, and what was read can be asked about a text.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "campaign/rules.h"

namespace {

std::filesystem::path folder() {
    const auto path = std::filesystem::temp_directory_path() / ("himthough-fuzz-rules-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path / "aid");
    std::atexit([] { std::filesystem::remove_all(std::filesystem::temp_directory_path() / ("himthough-fuzz-rules-" + std::to_string(::getpid()))); });
    return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto dir = folder();
    const std::string_view sent(reinterpret_cast<const char*>(data), size);
    for (const auto& file : {dir / "en.toml", dir / "aid" / "en.toml"}) std::ofstream(file, std::ios::binary) << sent;
    const auto read = himthough::read_rules(dir, {"GB"});
    for (const auto* faults : {&read.faults, &read.broken})
        for (const auto& fault : *faults)
            if (fault.what.empty() || fault.what_to_do.empty() || fault.line == 0) std::abort();
    (void)read.guard->read("It was my coach Dan, dan@example.org, 020 7946 0000.");
    (void)read.aid->ask("I am sorry if anyone was hurt, but I was drunk.", "en");
    return 0;
}
