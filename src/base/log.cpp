#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace himthough::log {

void line(std::string_view level, std::string_view text) {
    static const auto logger = [] {
        auto made = spdlog::stderr_logger_mt("himthough");
        made->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
        return made;
    }();
    logger->log(spdlog::level::from_str(std::string(level)), text);
}

}  // namespace himthough::log
